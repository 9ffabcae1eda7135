using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;

namespace FunctionsExport.Activities;

/// <summary>Gives the database free and removes the export's working records.</summary>
public sealed class ReleaseDatabase(ActivityFrame frame, DatabaseLocks locks, RunRecords records)
{
    /// <summary>Harmless when repeated, and when another export has the database.</summary>
    [Function(nameof(ReleaseDatabase))]
    public Task<StepResult<bool>> RunAsync([ActivityTrigger] ExportStep step, CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(ReleaseDatabase), step.Id, step.Source, async source =>
        {
            await records.RemoveAsync(step.Id, cancellationToken);
            await locks.ReleaseAsync(source.Provider.Database, step.Id, cancellationToken);
            return true;
        });
}
