using FunctionsExport.Providers.RedisEnterprise.Locations;

namespace FunctionsExport.Providers.RedisEnterprise.Files;

/// <summary>A shard's file at an export location.</summary>
internal sealed record FoundFile(string Name, long Size, RedisEnterpriseFileName Parsed)
{
    /// <summary>The file as the location has listed it.</summary>
    public LocatedFile Located { get; init; } = new(Name, Size);
}
