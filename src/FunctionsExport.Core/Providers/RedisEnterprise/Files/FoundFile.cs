namespace FunctionsExport.Providers.RedisEnterprise.Files;

/// <summary>A shard's file at an export location.</summary>
internal sealed record FoundFile(string Name, long Size, RedisEnterpriseFileName Parsed);
