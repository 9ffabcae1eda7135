using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;

namespace FunctionsExport.Activities;

/// <summary>Writes the export's manifest, the last thing that it leaves.</summary>
public sealed class WriteManifest(ActivityFrame frame, Manifests manifests)
{
    /// <summary>Writes it once; the result is the manifest that is there then.</summary>
    [Function(nameof(WriteManifest))]
    public Task<StepResult<Manifest>> RunAsync([ActivityTrigger] Manifest manifest, CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(WriteManifest), manifest.Id, () => manifests.WriteAsync(manifest, cancellationToken));
}
