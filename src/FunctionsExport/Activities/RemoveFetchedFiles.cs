using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Activities;

/// <summary>Removes an export's files from the export location, where its settings say so, when all of them are in Blob Storage.</summary>
public sealed partial class RemoveFetchedFiles(ActivityFrame frame, Manifests manifests, ILogger<RemoveFetchedFiles> logger)
{
    /// <summary>
    /// Removes each file that the manifest has with a blob, and that is still the one which was fetched. A repeat finds them gone.
    /// </summary>
    /// <returns>How many are gone; null when the source keeps them.</returns>
    [Function(nameof(RemoveFetchedFiles))]
    public Task<StepResult<int?>> RunAsync([ActivityTrigger] RemoveStep step, CancellationToken cancellationToken) =>
        frame.RunAsync<int?>(nameof(RemoveFetchedFiles), step.Id, step.Source, async source =>
        {
            if (!source.Provider.RemovesAfterFetch)
            {
                return null;
            }

            var manifest = await manifests.FindAsync(ExportId.Parse(step.Id)!, cancellationToken);
            var fetched = manifest is { State: ExportState.Succeeded, Fetch: true }
                ? manifest.Files.Where(f => f is { Blob: not null, Sha256: not null }).ToDictionary(f => f.Name, StringComparer.Ordinal)
                : [];
            var gone = 0;
            foreach (var file in step.Files)
            {
                if (fetched.TryGetValue(file.Name, out var blob) && blob.Size == file.Size)
                {
                    gone += await RemoveAsync(source.Provider, step.Id, file, cancellationToken) ? 1 : 0;
                }
            }

            return gone;
        });

    /// <summary>A file that cannot be removed keeps no other from it: the export has succeeded either way.</summary>
    private async Task<bool> RemoveAsync(IExportProvider provider, string id, ExportedFile file, CancellationToken cancellationToken)
    {
        try
        {
            await provider.RemoveFileAsync(file, cancellationToken);
            return true;
        }
        catch (ExportFaultException e) when (!e.Fault.Retry)
        {
            LogKept(logger, id, file.Name, e.Fault.Code, e.Fault.Message);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Id}: {File} was fetched and stays at the export location: {Code}. {Message}")]
    private static partial void LogKept(ILogger logger, string id, string file, string code, string message);
}
