using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;

namespace FunctionsExport.Activities;

/// <summary>
/// Sends the request that starts the provider's export, once. The lock says so before it is sent: whoever finds it said already
/// leaves it to the provider's state to tell what became of the request.
/// </summary>
public sealed class StartExport(ActivityFrame frame, DatabaseLocks locks, RunRecords records, TimeProvider time)
{
    // Longer than a request to a provider may take: a run that is still sending has recorded its outcome by then.
    private const int SettleChecks = 60;
    private static readonly TimeSpan SettleInterval = TimeSpan.FromSeconds(1);

    /// <summary>Starts the export.</summary>
    [Function(nameof(StartExport))]
    public Task<StepResult<StartOutcome>> RunAsync([ActivityTrigger] ExportStep step, CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(StartExport), step.Id, step.Source, source => StartAsync(source, step.Id, cancellationToken));

    private async Task<StartOutcome> StartAsync(ExportSource source, string id, CancellationToken cancellationToken)
    {
        var database = source.Provider.Database;
        var mover = Guid.NewGuid().ToString("N");
        for (var check = 0; check < SettleChecks; check++)
        {
            var current = await locks.EnsureOwnedAsync(database, id, cancellationToken);
            if (current.Phase == LockPhase.Started)
            {
                return StartOutcome.Accepted;
            }

            if (current.Phase == LockPhase.Held
                && await locks.TryMoveAsync(database, id, LockPhase.Held, LockPhase.Posting, mover, cancellationToken))
            {
                return await PostAsync(source, id, mover, cancellationToken);
            }

            await Task.Delay(SettleInterval, time, cancellationToken);
        }

        return StartOutcome.Unsettled;
    }

    private async Task<StartOutcome> PostAsync(ExportSource source, string id, string mover, CancellationToken cancellationToken)
    {
        var database = source.Provider.Database;
        try
        {
            var preparation = await records.GetPreparationAsync(id, cancellationToken);
            await source.Provider.StartAsync(preparation, cancellationToken);
        }
        catch (ExportFaultException e) when (e.Fate == RequestFate.Unanswered)
        {
            return StartOutcome.Unsettled;
        }
        catch (ExportFaultException)
        {
            await locks.TryMoveAsync(database, id, LockPhase.Posting, LockPhase.Held, mover, cancellationToken);
            throw;
        }

        await locks.TryMoveAsync(database, id, LockPhase.Posting, LockPhase.Started, mover, cancellationToken);
        return StartOutcome.Accepted;
    }
}
