using FunctionsExport.Catalog;
using FunctionsExport.Rdb;

namespace FunctionsExport.Retention;

/// <summary>
/// Whether an export is proven: it has succeeded, every file of it was brought to Blob Storage with a proof other than
/// <see cref="Proof.None"/>, and every such blob is still there, with its size.
/// </summary>
public static class ProvenExport
{
    /// <summary>Whether an export is proven.</summary>
    /// <param name="manifest">What its manifest says.</param>
    /// <param name="blobs">The sizes of the blobs that are there, by name.</param>
    public static bool IsProven(Manifest manifest, IReadOnlyDictionary<string, long> blobs)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(blobs);
        return manifest.State == ExportState.Succeeded
            && manifest.Files.Count > 0
            && manifest.Files.All(f =>
                f.Proof != Proof.None && f.Blob is not null && blobs.TryGetValue(f.Blob, out var size) && size == f.Size);
    }
}
