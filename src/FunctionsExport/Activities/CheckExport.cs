using FunctionsExport.Catalog;
using FunctionsExport.Diagnostics;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;

namespace FunctionsExport.Activities;

/// <summary>Asks the provider how the export stands.</summary>
public sealed class CheckExport(ActivityFrame frame, DatabaseLocks locks, RunRecords records)
{
    /// <summary>Reads, and changes nothing.</summary>
    [Function(nameof(CheckExport))]
    public Task<StepResult<ExportProgress>> RunAsync([ActivityTrigger] ExportStep step, CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(CheckExport), step.Id, step.Source, async source =>
        {
            ExportMetrics.Checked(source.Name);
            return await source.Provider.GetProgressAsync(
                await records.GetPreparationAsync(step.Id, cancellationToken),
                await locks.GetStagesAsync(source.Provider.Database, step.Id, cancellationToken),
                cancellationToken);
        });
}
