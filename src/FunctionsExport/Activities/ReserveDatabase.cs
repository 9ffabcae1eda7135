using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using FunctionsExport.Starting;

namespace FunctionsExport.Activities;

/// <summary>Reserves the database for an export that was started without it, as a schedule's is, and may have to wait for it.</summary>
public sealed class ReserveDatabase(ActivityFrame frame, DatabaseLocks locks)
{
    /// <summary>Reserves it, or reports <see cref="FaultCodes.DatabaseBusy"/>, to be tried again.</summary>
    [Function(nameof(ReserveDatabase))]
    public Task<StepResult<bool>> RunAsync(
        [ActivityTrigger] ExportStep step, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(ReserveDatabase), step.Id, step.Source, async source =>
        {
            // A late repeat: its export has come and gone.
            if (await LockOwner.FindAsync(client, step.Id, cancellationToken) == OwnerState.Ended)
            {
                return false;
            }

            var reservation = await locks.ReserveAsync(
                source.Provider.Database,
                step.Id,
                (owner, token) => LockOwner.FindAsync(client, owner, token),
                cancellationToken);
            return reservation.Granted
                ? true
                : throw new ExportFaultException(new ExportFault(
                    FaultCodes.DatabaseBusy, $"The export {reservation.Owner} has the database.", Retry: true));
        });
}
