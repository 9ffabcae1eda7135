using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Diagnostics;
using FunctionsExport.Orchestration;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Activities;

/// <summary>Writes the export's manifest, the last thing that it leaves.</summary>
public sealed class WriteManifest(
    ActivityFrame frame, ExportSettings settings, DatabaseLocks locks, Manifests manifests, ILogger<WriteManifest> logger)
{
    /// <summary>Writes it once; the result is the manifest that is there then.</summary>
    [Function(nameof(WriteManifest))]
    public Task<StepResult<Manifest>> RunAsync([ActivityTrigger] Manifest manifest, CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(WriteManifest), manifest.Id, async () =>
        {
            var complete = manifest with { Stages = await FindStagesAsync(manifest, cancellationToken) };
            var written = await manifests.WriteAsync(complete, cancellationToken);
            if (ReferenceEquals(written, complete))
            {
                ExportMetrics.Ended(written);
                AlertLog.Ended(logger, written);
            }

            return written;
        });

    /// <summary>What the lock says of the provider's part; the lock is kept until the manifest is written.</summary>
    private async Task<IReadOnlyList<ManifestStage>> FindStagesAsync(Manifest manifest, CancellationToken cancellationToken) =>
        settings.Sources.TryGetValue(manifest.Source, out var source)
            ? [.. (await locks.FindStagesAsync(source.Provider.Database, manifest.Id, cancellationToken)).Select(ManifestStage.Of)]
            : [];
}
