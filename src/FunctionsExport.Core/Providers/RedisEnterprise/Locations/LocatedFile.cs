namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>A file at an export location.</summary>
/// <param name="Name">Its name, without a path.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Folder">The export's own folder, where the location gives each export one; null otherwise.</param>
/// <param name="Version">
/// What tells it from a later file of the same name, the same as <see cref="OpenedFile.Version"/>; null when the listing does not say.
/// </param>
internal sealed record LocatedFile(string Name, long Size, string? Folder = null, string? Version = null);
