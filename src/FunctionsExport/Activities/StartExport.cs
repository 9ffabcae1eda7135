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
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan SettleInterval = TimeSpan.FromSeconds(1);

    // Longer than the limit: a run that was still sending has recorded its outcome by then.
    private const int SettleChecks = 105;

    /// <summary>Starts the export.</summary>
    [Function(nameof(StartExport))]
    public Task<StepResult<StartOutcome>> RunAsync([ActivityTrigger] ExportStep step, CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(StartExport), step.Id, step.Source, source => StartAsync(source, step, cancellationToken));

    private async Task<StartOutcome> StartAsync(ExportSource source, ExportStep step, CancellationToken cancellationToken)
    {
        var id = step.Id;
        var database = source.Provider.Database;
        var mover = Guid.NewGuid().ToString("N");
        for (var check = 0; check < SettleChecks; check++)
        {
            var current = await locks.EnsureOwnedAsync(database, id, cancellationToken);
            if (current.Phase == LockPhase.Started)
            {
                return StartOutcome.Accepted;
            }

            if (current.Phase == LockPhase.Held)
            {
                // Another run has tried meanwhile, and its fault may end the export: this one must not send after it.
                var preparation = check == 0 ? await PrepareAsync(source, step, cancellationToken) : throw TriedElsewhere();
                if (await locks.TryMoveAsync(database, id, LockPhase.Held, LockPhase.Posting, mover, cancellationToken))
                {
                    return await PostAsync(source, id, preparation, mover, cancellationToken);
                }
            }

            await Task.Delay(SettleInterval, time, cancellationToken);
        }

        return StartOutcome.Unsettled;
    }

    /// <summary>What was there before; read again after a busy database, because somebody else's export may have ended since.</summary>
    private async Task<ExportPreparation> PrepareAsync(
        ExportSource source, ExportStep step, CancellationToken cancellationToken) =>
        await records.FindPreparationAsync(step.Id, cancellationToken)
            ?? await records.KeepPreparationAsync(
                step.Id, await source.Provider.PrepareAsync(step.Planned, cancellationToken), cancellationToken);

    /// <summary>Sends the request. In this phase nothing else is done: whatever fails here may have been sent.</summary>
    private async Task<StartOutcome> PostAsync(
        ExportSource source, string id, ExportPreparation preparation, string mover, CancellationToken cancellationToken)
    {
        var database = source.Provider.Database;
        using var limit = new CancellationTokenSource(SendLimit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await source.Provider.StartAsync(preparation, stop.Token);
        }
        catch (ExportFaultException e) when (e.Fate == RequestFate.Unanswered)
        {
            return StartOutcome.Unsettled;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return StartOutcome.Unsettled;
        }
        catch (ExportFaultException e)
        {
            await locks.TryMoveAsync(database, id, LockPhase.Posting, LockPhase.Held, mover, cancellationToken);
            if (e.Fault.Code == FaultCodes.DatabaseBusy)
            {
                await records.RemoveAsync(id, cancellationToken);
            }

            throw;
        }

        await locks.TryMoveAsync(database, id, LockPhase.Posting, LockPhase.Started, mover, cancellationToken);
        return StartOutcome.Accepted;
    }

    private static ExportFaultException TriedElsewhere() => new(new ExportFault(
        FaultCodes.Unavailable, "Another run of this step has just asked the provider, without success.", Retry: true));
}
