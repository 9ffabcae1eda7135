using System.Reflection;
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
    TimeProvider time,
    ILogger<ExportStarter> logger)
{
    private static readonly string AppVersion =
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
            await ScheduleAsync(client, source, id, RequestOf(source, fetch, ExportRequest.Http, now));
        }

        return reservation;
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
        if (await client.GetInstanceAsync(id.ToString(), cancellationToken) is not null
            || await manifests.ExistsAsync(id, cancellationToken))
        {
            return false;
        }

        await ScheduleAsync(client, source, id.ToString(), RequestOf(source, source.Fetch, ExportRequest.Schedule, due));
        return true;
    }

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

    [LoggerMessage(1, LogLevel.Information, "Export {Id} of {Source} is scheduled ({Trigger}, fetch {Fetch})")]
    private static partial void LogStarted(ILogger logger, string id, string source, string trigger, bool fetch);
}
