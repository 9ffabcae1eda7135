using FunctionsExport.Configuration;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Retention;

/// <summary>
/// Purges the histories of orchestrations that have ended long ago. The manifests say all that is to be known of their exports.
/// </summary>
public sealed partial class HistoryPurge(
    ExportSettings settings, HostTraits host, TimeProvider time, ILogger<HistoryPurge> logger)
{
    private static readonly TimeSpan DefaultAge = TimeSpan.FromDays(30);

    // What is left then goes with the next run.
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How old a history gets; null for ever. A host that purges by itself is left to it, unless a time was set for the app.
    /// </summary>
    internal TimeSpan? Age => settings.HistoryRetention switch
    {
        null => host.PurgesHistories ? null : DefaultAge,
        { } age when age == Timeout.InfiniteTimeSpan => null,
        { } age => age,
    };

    /// <summary>Purges what was created before that age and has ended since.</summary>
    public async Task RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (Age is not { } age)
        {
            return;
        }

        // Without statuses running orchestrations would go too; without a beginning some backends find nothing.
        var filter = new PurgeInstancesFilter(
            DateTimeOffset.UnixEpoch,
            time.GetUtcNow() - age,
            [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated])
        {
            Timeout = LongestRun,
        };
        var purged = await client.PurgeAllInstancesAsync(filter, cancellationToken);
        if (purged.PurgedInstanceCount > 0)
        {
            LogPurged(logger, purged.PurgedInstanceCount, age);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Count} orchestrations that were created more than {Age} ago and have ended were purged")]
    private static partial void LogPurged(ILogger logger, int count, TimeSpan age);
}
