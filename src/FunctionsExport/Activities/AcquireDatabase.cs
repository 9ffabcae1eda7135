using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;

namespace FunctionsExport.Activities;

/// <summary>Confirms the reservation of the database that the export's starter has made.</summary>
public sealed class AcquireDatabase(ActivityFrame frame, DatabaseLocks locks)
{
    /// <summary>Moves the lock to <see cref="LockPhase.Held"/>, or reports that another export has the database now.</summary>
    [Function(nameof(AcquireDatabase))]
    public Task<StepResult<bool>> RunAsync([ActivityTrigger] ExportStep step, CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(AcquireDatabase), step.Id, step.Source, async source =>
        {
            var database = source.Provider.Database;
            var mover = Guid.NewGuid().ToString("N");
            while ((await locks.EnsureOwnedAsync(database, step.Id, cancellationToken)).Phase == LockPhase.Reserved)
            {
                await locks.TryMoveAsync(database, step.Id, LockPhase.Reserved, LockPhase.Held, mover, cancellationToken);
            }

            return true;
        });
}
