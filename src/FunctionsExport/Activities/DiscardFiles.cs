using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;

namespace FunctionsExport.Activities;

/// <summary>Removes what an export that failed or was cancelled has fetched, so that nothing half-done stays behind.</summary>
public sealed class DiscardFiles(ActivityFrame frame, ExportBlobs blobs)
{
    /// <summary>Removes the export's blobs and staged blocks; harmless when repeated.</summary>
    [Function(nameof(DiscardFiles))]
    public Task<StepResult<bool>> RunAsync([ActivityTrigger] ExportStep step, CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(DiscardFiles), step.Id, async () =>
        {
            await blobs.DiscardAsync(ExportId.Parse(step.Id)!, cancellationToken);
            return true;
        });
}
