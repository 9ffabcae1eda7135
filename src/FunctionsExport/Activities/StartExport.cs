using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;

namespace FunctionsExport.Activities;

/// <summary>
/// Sends the request of one stage of the export, once. The lock says so before it is sent, with what the request is to do: whoever
/// finds it said already leaves it to the provider's state to tell what became of the request.
/// </summary>
public sealed class StartExport(ActivityFrame frame, DatabaseLocks locks, RunRecords records, TimeProvider time)
{
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan SettleInterval = TimeSpan.FromSeconds(1);

    // Longer than the limit: a run that was still sending has recorded its outcome by then.
    private const int SettleChecks = 105;

    /// <summary>Starts the stage.</summary>
    [Function(nameof(StartExport))]
    public Task<StepResult<StartOutcome>> RunAsync([ActivityTrigger] StartStep step, CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(StartExport), step.Id, step.Source, source => StartAsync(source, step, cancellationToken));

    private async Task<StartOutcome> StartAsync(ExportSource source, StartStep step, CancellationToken cancellationToken)
    {
        var database = source.Provider.Database;
        var mover = Guid.NewGuid().ToString("N");
        for (var check = 0; check < SettleChecks; check++)
        {
            var current = await locks.EnsureOwnedAsync(database, step.Id, cancellationToken);
            if (IsStarted(current, step.Stage))
            {
                return StartOutcome.Accepted;
            }

            if (current.Stage == step.Stage && current.Phase == LockPhase.Lost)
            {
                return StartOutcome.Unsettled;
            }

            if (IsNext(current, step.Stage))
            {
                // Another run has tried meanwhile, and its fault may end the export: this one must not send after it.
                var preparation = check == 0 ? await PrepareAsync(source, step, cancellationToken) : throw TriedElsewhere();
                var planned = await PlanAsync(source, preparation, current, step.Stage, mover, cancellationToken);
                if (await locks.TryMoveAsync(database, current, planned, cancellationToken))
                {
                    return planned.Phase == LockPhase.Posting
                        ? await PostAsync(source, planned, preparation, cancellationToken)
                        : StartOutcome.NothingToStart;
                }
            }

            await Task.Delay(SettleInterval, time, cancellationToken);
        }

        return StartOutcome.Unsettled;
    }

    private static bool IsStarted(DatabaseLock current, int stage) =>
        current.Stage > stage || (current.Stage == stage && current.Phase == LockPhase.Started);

    /// <summary>
    /// Whether the stage may be started now. The one before may have been left at its request, whose answer was lost: the orchestration
    /// asks for this stage when it has seen that one done.
    /// </summary>
    private static bool IsNext(DatabaseLock current, int stage) =>
        current.Stage == stage ? current.Phase == LockPhase.Held : current.Stage == stage - 1 && current.Phase >= LockPhase.Posting;

    /// <summary>What was there before; read again after a busy database, because somebody else's export may have ended since.</summary>
    private async Task<ExportPreparation> PrepareAsync(
        ExportSource source, StartStep step, CancellationToken cancellationToken) =>
        await records.FindPreparationAsync(step.Id, cancellationToken)
            ?? await records.KeepPreparationAsync(
                step.Id, await source.Provider.PrepareAsync(step.Planned, cancellationToken), cancellationToken);

    /// <summary>The lock as it says that the stage's request is about to be sent; or that the stage is over, having none.</summary>
    private async Task<DatabaseLock> PlanAsync(
        ExportSource source,
        ExportPreparation preparation,
        DatabaseLock current,
        int stage,
        string mover,
        CancellationToken cancellationToken)
    {
        var before = current.Stages ?? [];
        var intent = await source.Provider.PlanAsync(preparation, before, cancellationToken);
        return current with
        {
            Phase = intent is null ? LockPhase.Started : LockPhase.Posting,
            Mover = mover,
            Stage = stage,
            Stages = [.. before, new ExportStage(stage, time.GetUtcNow(), intent)],
        };
    }

    /// <summary>Sends the request. In this phase nothing else is done: whatever fails here may have been sent.</summary>
    private async Task<StartOutcome> PostAsync(
        ExportSource source, DatabaseLock posting, ExportPreparation preparation, CancellationToken cancellationToken)
    {
        var database = source.Provider.Database;
        using var limit = new CancellationTokenSource(SendLimit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        string receipt;
        try
        {
            receipt = await source.Provider.StartAsync(preparation, posting.Stages!, stop.Token);
        }
        catch (ExportFaultException e) when (e.Fate == RequestFate.Unanswered)
        {
            return await LoseAsync(database, posting, cancellationToken);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return await LoseAsync(database, posting, cancellationToken);
        }
        catch (ExportFaultException e)
        {
            var held = Moved(posting, LockPhase.Held, [.. posting.Stages!.SkipLast(1)]);
            await locks.TryMoveAsync(database, posting, held, cancellationToken);
            if (e.Fault.Code == FaultCodes.DatabaseBusy && posting.Stage == 1)
            {
                await records.RemovePreparationAsync(posting.Owner, cancellationToken);
            }

            throw;
        }

        var started = Moved(
            posting, LockPhase.Started, [.. posting.Stages!.SkipLast(1), posting.Stages![^1] with { Receipt = receipt }]);
        await locks.TryMoveAsync(database, posting, started, cancellationToken);
        return StartOutcome.Accepted;
    }

    /// <summary>Records that no answer will come, so that no other run waits for one.</summary>
    private async Task<StartOutcome> LoseAsync(
        DatabaseIdentity database, DatabaseLock posting, CancellationToken cancellationToken)
    {
        await locks.TryMoveAsync(database, posting, Moved(posting, LockPhase.Lost, posting.Stages!), cancellationToken);
        return StartOutcome.Unsettled;
    }

    // Another mover for each move: one that was made and undone must not look as if it had not been.
    private static DatabaseLock Moved(DatabaseLock current, LockPhase phase, IReadOnlyList<ExportStage> stages) =>
        current with { Phase = phase, Mover = Guid.NewGuid().ToString("N"), Stages = stages };

    private static ExportFaultException TriedElsewhere() => new(new ExportFault(
        FaultCodes.Unavailable, "Another run of this step has just asked the provider, without success.", Retry: true));
}
