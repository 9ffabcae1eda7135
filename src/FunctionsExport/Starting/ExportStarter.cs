using System.Reflection;
using System.Text.Json;
using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Orchestration;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Starting;

/// <summary>
/// Starts exports, for HTTP requests and schedules alike: reserves the database, then schedules the orchestration that the
/// reservation names. A crash between the two leaves a reservation that lapses by itself.
/// </summary>
public sealed partial class ExportStarter(
    ExportSettings settings,
    ExportStorage storage,
    DatabaseLocks locks,
    Manifests manifests,
    IdempotencyKeys keys,
    RunRecords records,
    TimeProvider time,
    ILogger<ExportStarter> logger)
{
    internal static readonly string AppVersion =
        typeof(ExportStarter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Starts an export that a client has asked for, if its database is to be had now.</summary>
    public async Task<Reservation> StartAsync(
        DurableTaskClient client, ExportSource source, bool fetch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        await storage.EnsureCreatedAsync(cancellationToken);
        var now = time.GetUtcNow();
        var id = ExportId.New(source.Name, now).ToString();
        var reservation = await locks.ReserveAsync(
            source.Provider.Database, id, (owner, token) => LockOwner.FindAsync(client, owner, token), cancellationToken);
        if (reservation.Granted)
        {
            var request = RequestOf(source, fetch, ExportRequest.Http, now);
            await ScheduleAsync(client, source, id, request);
            await TryKeepAsync(id, request);
        }

        return reservation;
    }

    /// <summary>
    /// Starts an export that a client has named by a key, unless it was started before. What the key stands for is recorded first, so
    /// that a repeat completes a start that was cut off. A database that is busy leaves the start to a repeat.
    /// </summary>
    /// <param name="asked">What the client said of fetching; null for nothing.</param>
    /// <returns>The same for every repeat that the database was had for; null when the key stands for a start with another body.</returns>
    public async Task<Reservation?> StartOnceAsync(
        DurableTaskClient client, ExportSource source, bool? asked, string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(source);
        await storage.EnsureCreatedAsync(cancellationToken);
        if (await keys.RecordAsync(key, source.Name, asked, asked ?? source.Fetch, cancellationToken) is not var (start, version))
        {
            return null;
        }

        if (!start.Started)
        {
            if (!await IsKnownAsync(client, start.Id, cancellationToken)
                && await ReserveOnceAsync(client, source, start, cancellationToken) is { Granted: false } refused)
            {
                return refused;
            }

            await keys.MarkStartedAsync(key, start, version, CancellationToken.None);
        }

        return new Reservation(start.Id, Granted: true);
    }

    /// <summary>Starts the export that a schedule has due, unless it was started before. It waits for its database by itself.</summary>
    /// <returns>Whether it was started now.</returns>
    public async Task<bool> StartDueAsync(
        DurableTaskClient client, ExportSource source, DateTimeOffset due, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(source);
        await storage.EnsureCreatedAsync(cancellationToken);
        var id = ExportId.ForSchedule(source.Name, due);
        var request = RequestOf(source, source.Fetch, ExportRequest.Schedule, due);
        var known = await client.GetInstanceAsync(id.ToString(), cancellationToken);
        var isNew = known is null && !await manifests.ExistsAsync(id, cancellationToken);
        if (isNew)
        {
            await ScheduleAsync(client, source, id.ToString(), request);
        }

        if (isNew || known is { IsCompleted: false })
        {
            await KeepAsync(id.ToString(), request, cancellationToken);
        }

        return isNew;
    }

    private async Task<Reservation> ReserveOnceAsync(
        DurableTaskClient client, ExportSource source, KeyedStart start, CancellationToken cancellationToken)
    {
        var database = source.Provider.Database;
        var reservation = await locks.ReserveAsync(
            database, start.Id, (owner, token) => LockOwner.FindAsync(client, owner, token), cancellationToken);
        if (!reservation.Granted)
        {
            return reservation;
        }

        // Another request with the key may have started it since it was looked for; then it may have ended, too.
        if (!await IsKnownAsync(client, start.Id, cancellationToken))
        {
            var request = RequestOf(source, start.Fetch, ExportRequest.Http, start.RequestedAt);
            await ScheduleAsync(client, source, start.Id, request);
            await TryKeepAsync(start.Id, request);
        }
        else if (await LockOwner.FindAsync(client, start.Id, cancellationToken) != OwnerState.Alive)
        {
            await locks.ReleaseAsync(database, start.Id, CancellationToken.None);
        }

        return reservation;
    }

    private async Task<bool> IsKnownAsync(DurableTaskClient client, string id, CancellationToken cancellationToken) =>
        await client.GetInstanceAsync(id, cancellationToken) is not null
        || await manifests.ExistsAsync(ExportId.Parse(id)!, cancellationToken);

    private ExportRequest RequestOf(ExportSource source, bool fetch, string trigger, DateTimeOffset requestedAt) => new(
        source.Name,
        source.ProviderName,
        fetch,
        trigger,
        requestedAt,
        time.GetUtcNow() + source.Deadline,
        settings.StartGrace,
        settings.FetchParallelism,
        AppVersion,
        fetch && source.Provider.RemovesAfterFetch);

    /// <summary>Schedules the orchestration. Not cancelled by a client that goes away: the reservation is made.</summary>
    private async Task ScheduleAsync(DurableTaskClient client, ExportSource source, string id, ExportRequest request)
    {
        var options = new StartOrchestrationOptions(InstanceId: id).WithDedupeStatuses(
            [.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(ExportOrchestrator), request, options, CancellationToken.None);
            LogStarted(logger, id, source.Name, request.Trigger, request.Fetch);
        }
        catch (Exception)
        {
            // Refused as a duplicate, or the answer was lost: what counts is whether it is there.
            if (await client.GetInstanceAsync(id, CancellationToken.None) is null)
            {
                await locks.ReleaseAsync(source.Provider.Database, id, CancellationToken.None);
                throw;
            }
        }
    }

    /// <summary>
    /// Keeps what was asked for until the export has ended: while it waits, or when its lock was taken over, no lock tells of it. After it
    /// is scheduled: a record without an orchestration is one that was lost.
    /// </summary>
    private Task KeepAsync(string id, ExportRequest request, CancellationToken cancellationToken) =>
        records.KeepRequestAsync(id, BinaryData.FromObjectAsJson(request, JsonSerializerOptions.Web), cancellationToken);

    /// <summary>The same for a client, who is not told that an export was not started for want of this record: it was.</summary>
    private async Task TryKeepAsync(string id, ExportRequest request)
    {
        try
        {
            await KeepAsync(id, request, CancellationToken.None);
        }
        catch (Exception e) when (StorageFailure.Find(e) is { } failure)
        {
            LogNotKept(logger, id, failure.ErrorCode ?? "no answer");
        }
    }

    [LoggerMessage(2, LogLevel.Warning, "What was asked for with export {Id} could not be kept: {Code}")]
    private static partial void LogNotKept(ILogger logger, string id, string code);

    [LoggerMessage(1, LogLevel.Information, "Export {Id} of {Source} is scheduled ({Trigger}, fetch {Fetch})")]
    private static partial void LogStarted(ILogger logger, string id, string source, string trigger, bool fetch);
}
