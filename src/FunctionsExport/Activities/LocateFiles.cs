using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;

namespace FunctionsExport.Activities;

/// <summary>Finds the finished files at the export location: all of them, or it is a fault.</summary>
public sealed class LocateFiles(ActivityFrame frame, DatabaseLocks locks, RunRecords records)
{
    /// <summary>Reads, and changes nothing.</summary>
    [Function(nameof(LocateFiles))]
    public Task<StepResult<IReadOnlyList<ExportedFile>>> RunAsync(
        [ActivityTrigger] ExportStep step, CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(LocateFiles), step.Id, step.Source, async source =>
            await source.Provider.ListFilesAsync(
                await records.GetPreparationAsync(step.Id, cancellationToken),
                await locks.GetStagesAsync(source.Provider.Database, step.Id, cancellationToken),
                cancellationToken));
}
