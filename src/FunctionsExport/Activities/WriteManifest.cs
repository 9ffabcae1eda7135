using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;

namespace FunctionsExport.Activities;

/// <summary>Writes the export's manifest, the last thing that it leaves.</summary>
public sealed class WriteManifest(ActivityFrame frame, Manifests manifests)
{
    /// <summary>Writes it once; the result is the blob's name.</summary>
    [Function(nameof(WriteManifest))]
    public Task<StepResult<string>> RunAsync([ActivityTrigger] Manifest manifest, CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(WriteManifest), manifest.Id, async () =>
        {
            await manifests.WriteAsync(manifest, cancellationToken);
            return ExportId.Parse(manifest.Id)!.ManifestName;
        });
}
