using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Schedules;
using FunctionsExport.Starting;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Http;

/// <summary>Shows the configured sources, without their endpoints and secrets.</summary>
public sealed class SourcesApi(
    ApiFrame frame,
    ExportSettings settings,
    ExportStorage storage,
    Manifests manifests,
    DatabaseLocks locks,
    ScheduleRecords records,
    TimeProvider time)
{
    /// <summary><c>GET /sources</c>: all sources, by name.</summary>
    [Function("ListSources")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "sources")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(ListAsync), async () =>
        {
            await storage.EnsureCreatedAsync(cancellationToken);
            var sources = new List<SourceDocument>();
            foreach (var source in settings.Sources.Values.OrderBy(s => s.Name, StringComparer.Ordinal))
            {
                sources.Add(await DescribeAsync(client, source, cancellationToken));
            }

            return Results.Json(new { sources }, ApiJson.Options);
        }, cancellationToken);

    /// <summary><c>GET /sources/{name}</c>: one source.</summary>
    [Function("GetSource")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "sources/{name}")] HttpRequest request,
        string name,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(GetAsync), async () =>
        {
            if (!settings.Sources.TryGetValue(name, out var source))
            {
                return Problem.UnknownSource(name.Length <= 60 ? name : name[..60]);
            }

            await storage.EnsureCreatedAsync(cancellationToken);
            return Results.Json(await DescribeAsync(client, source, cancellationToken), ApiJson.Options);
        }, cancellationToken);

    private async Task<SourceDocument> DescribeAsync(
        DurableTaskClient client, ExportSource source, CancellationToken cancellationToken)
    {
        var last = await manifests.FindLatestAsync(source.Name, state: null, cancellationToken);
        var success = last?.State == ExportState.Succeeded
            ? last
            : await manifests.FindLatestAsync(source.Name, ExportState.Succeeded, cancellationToken);
        var now = time.GetUtcNow();
        var overdue = source.Schedule is { } schedule
            ? ScheduleRecord.For(schedule, (await records.FindAsync(source.Name, cancellationToken))?.Record, now)
                .IsOverdue(schedule, source.OverdueTolerance, success?.RequestedAt, now)
            : (bool?)null;
        var current = await locks.FindAsync(source.Provider.Database, cancellationToken);
        // The lock of an orchestration that was ended from outside stays for a while, and a reservation that nothing came of stays
        // until the next start takes it over.
        var running = current is not null && await LockOwner.FindAsync(client, current.Owner, cancellationToken) switch
        {
            OwnerState.Alive => true,
            OwnerState.Unknown => current.Until > now,
            _ => false,
        };
        return new SourceDocument(
            source.Name,
            source.DisplayName,
            source.ProviderName,
            source.Provider.Database.Database,
            source.Provider.Destination,
            source.Fetch,
            source.Deadline,
            source.Schedule?.Expressions,
            source.Schedule?.TimeZone,
            source.Schedule?.Next(now),
            overdue,
            running ? current!.Owner : null,
            LastExportDocument.Of(last),
            LastExportDocument.Of(success));
    }
}
