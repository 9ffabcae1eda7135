using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;

namespace FunctionsExport.Activities;

/// <summary>Records what is there before the export and has the provider forget the last one's outcome.</summary>
public sealed class PrepareExport(ActivityFrame frame, DatabaseLocks locks, RunRecords records)
{
    /// <summary>Prepares once; a repeat finds the first one's record and does nothing.</summary>
    [Function(nameof(PrepareExport))]
    public Task<StepResult<DatabaseSummary>> RunAsync([ActivityTrigger] ExportStep step, CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(PrepareExport), step.Id, step.Source, async source =>
        {
            await locks.EnsureOwnedAsync(source.Provider.Database, step.Id, cancellationToken);
            var preparation = await records.FindPreparationAsync(step.Id, cancellationToken)
                ?? await records.KeepPreparationAsync(
                    step.Id, await source.Provider.PrepareAsync(step.Planned, cancellationToken), cancellationToken);
            return preparation.Database;
        });
}
