using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Retention;

/// <summary>Decides what becomes of a source's exports, and does it.</summary>
public sealed partial class RetentionApplier(
    RetentionReader reader, ExportRemover remover, Tombstones tombstones, TimeProvider time, ILogger<RetentionApplier> logger)
{
    // The rest goes with the next run.
    internal const int MaxRemovals = 1000;

    // A policy that forbids one deletion mostly forbids the next ones: no more are begun than it takes to tell.
    internal const int MaxRefusals = 3;

    /// <summary>What would become of the source's exports now.</summary>
    /// <param name="policy">The policy to go by.</param>
    /// <returns>One decision an export, the newest first.</returns>
    public async Task<IReadOnlyList<RetentionDecision>> DecideAsync(
        DurableTaskClient client, ExportSource source, RetentionPolicy? policy, CancellationToken cancellationToken) =>
        RetentionRules.Decide(policy, await reader.ReadAsync(client, source, cancellationToken), time.GetUtcNow());

    /// <summary>Deletes what the source's policy does not keep, the oldest first; nothing without a policy.</summary>
    /// <returns>How many exports were deleted.</returns>
    public async Task<int> ApplyAsync(DurableTaskClient client, ExportSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Retention is not { } policy)
        {
            return 0;
        }

        var decisions = await DecideAsync(client, source, policy, cancellationToken);
        foreach (var kept in decisions.Where(d => !d.IsDeleted && d.Entry.Tombstone is not null))
        {
            // A run was cut short before it began to delete, and what it wanted does not hold any more.
            await tombstones.TurnAwayAsync(kept.Entry.Id, cancellationToken);
        }

        // What was begun is brought to its end first.
        var (removed, refused) = (0, 0);
        foreach (var decision in decisions.Where(d => d.IsDeleted)
            .OrderByDescending(d => d.Entry.IsDeleting).ThenBy(d => d.Entry.EndedAt))
        {
            if (removed == MaxRemovals || (refused == MaxRefusals && !decision.Entry.IsDeleting))
            {
                break;
            }

            switch (await remover.RemoveAsync(client, decision.Entry.Id, cancellationToken))
            {
                case RemovalOutcome.Removed:
                    removed++;
                    LogRemoved(logger, decision.Entry.Id.ToString(), decision.Reason, decision.Entry.Bytes);
                    break;
                case RemovalOutcome.Refused:
                    refused++;
                    break;
            }
        }

        return removed;
    }

    [LoggerMessage(1, LogLevel.Information, "Export {Id} was deleted ({Reason}), {Bytes} bytes")]
    private static partial void LogRemoved(ILogger logger, string id, RetentionReason reason, long bytes);
}
