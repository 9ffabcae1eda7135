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
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SettleInterval = TimeSpan.FromSeconds(1);

    // Longer than the limit: a run that was still sending has recorded its outcome by then.
    private const int SettleChecks = 75;

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

        // The record is there before the request goes out, and is removed only when the provider has said no.
        return await records.FindPreparationAsync(id, cancellationToken) is not null
            ? StartOutcome.Unsettled
            : throw await StandBackAsync(database, id, mover, cancellationToken);
    }

    private async Task<StartOutcome> PostAsync(ExportSource source, string id, string mover, CancellationToken cancellationToken)
    {
        var database = source.Provider.Database;
        using var limit = new CancellationTokenSource(SendLimit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var preparation = await PrepareAsync(source, id, mover, stop.Token);
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
            if (e.Fault.Code == FaultCodes.DatabaseBusy)
            {
                // Somebody else's export may end meanwhile: what was there before ours is read again.
                await records.RemoveAsync(id, cancellationToken);
            }

            await locks.TryMoveAsync(database, id, LockPhase.Posting, LockPhase.Held, mover, cancellationToken);
            throw;
        }

        await locks.TryMoveAsync(database, id, LockPhase.Posting, LockPhase.Started, mover, cancellationToken);
        return StartOutcome.Accepted;
    }

    /// <summary>The record of what was there before. Whatever fails here, the request to start was not sent.</summary>
    private async Task<ExportPreparation> PrepareAsync(
        ExportSource source, string id, string mover, CancellationToken cancellationToken)
    {
        try
        {
            return await records.FindPreparationAsync(id, cancellationToken)
                ?? await records.KeepPreparationAsync(id, await source.Provider.PrepareAsync(cancellationToken), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            throw await StandBackAsync(source.Provider.Database, id, mover, CancellationToken.None);
        }
        catch
        {
            await StandBackAsync(source.Provider.Database, id, mover, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Lets the request be sent by the next try; the fault that asks for one.</summary>
    private async Task<ExportFaultException> StandBackAsync(
        DatabaseIdentity database, string id, string mover, CancellationToken cancellationToken)
    {
        await locks.TryMoveAsync(database, id, LockPhase.Posting, LockPhase.Held, mover, cancellationToken);
        return new ExportFaultException(new ExportFault(
            FaultCodes.Unavailable,
            "The export was interrupted before the provider was asked to start it; it is asked again.",
            Retry: true));
    }
}
