namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>A file at an export location.</summary>
/// <param name="Name">Its name, without a path.</param>
/// <param name="Size">Its size in bytes.</param>
internal sealed record LocatedFile(string Name, long Size);
