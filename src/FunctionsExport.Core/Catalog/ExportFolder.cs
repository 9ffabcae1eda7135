namespace FunctionsExport.Catalog;

/// <summary>The folder of an export, <c>{source}/{yyyy}/{MM}/{dd}/{id}/</c>, and what lies in it.</summary>
/// <param name="Id">The export's id.</param>
/// <param name="Blobs">The blobs in it, a stranger's too.</param>
public sealed record ExportFolder(ExportId Id, IReadOnlyList<FolderBlob> Blobs)
{
    /// <summary>Whether a blob of the manifest's name is there, whatever it holds.</summary>
    public bool HasManifest => Blobs.Any(b => b.Name == Id.ManifestName);

    /// <summary>The sizes of the blobs, by name.</summary>
    public IReadOnlyDictionary<string, long> Sizes => Blobs.ToDictionary(b => b.Name, b => b.Size, StringComparer.Ordinal);
}
