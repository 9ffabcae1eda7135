using Azure;
using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;

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

            try
            {
                await blobs.DiscardAsync(ExportId.Parse(step.Id)!, cancellationToken);
                return true;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // An immutability policy, a legal hold or a lease: asking again does not help.
                throw new ExportFaultException(new ExportFault(
                    FaultCodes.StorageUnavailable,
                    "Blob Storage does not let go what was fetched. It stays until its immutability policy, legal hold or lease is over.",
                    ProviderCode: e.ErrorCode));
            }
        });
}
