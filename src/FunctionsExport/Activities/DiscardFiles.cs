using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Orchestration;

namespace FunctionsExport.Activities;

/// <summary>Removes what an export that failed or was cancelled has fetched, so that nothing half-done stays behind.</summary>
public sealed class DiscardFiles(ActivityFrame frame, ExportSettings settings, DatabaseLocks locks, ExportBlobs blobs)
{
    /// <summary>Removes the export's blobs and staged blocks; harmless when repeated.</summary>
    [Function(nameof(DiscardFiles))]
    public Task<StepResult<bool>> RunAsync([ActivityTrigger] ExportStep step, CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(DiscardFiles), step.Id, async () =>
        {
            // The mark first: a fetch that still runs looks for it after its commit and removes what this would not see any more.
            if (settings.Sources.TryGetValue(step.Source, out var source))
            {
                await locks.MarkDiscardedAsync(source.Provider.Database, step.Id, cancellationToken);
            }

            await blobs.DiscardAsync(ExportId.Parse(step.Id)!, cancellationToken);
            return true;
        });
}
