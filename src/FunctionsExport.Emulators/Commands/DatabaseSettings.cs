using FunctionsExport.Emulators.RedisEnterprise.Databases;

namespace FunctionsExport.Emulators.Commands;

/// <summary>A database in the configuration file.</summary>
internal sealed record DatabaseSettings
{
    /// <summary>The database's number, 1 or more.</summary>
    public required int Uid { get; init; }

    public required string Name { get; init; }

    /// <summary>Its redis-servers in slot order, each <c>host:port</c> or <c>password@host:port</c>.</summary>
    public required IReadOnlyList<string> Shards { get; init; }

    /// <summary>Whether it says that each shard has a replica.</summary>
    public bool Replication { get; init; }

    /// <summary>The database version that it says it has.</summary>
    public string Version { get; init; } = "7.4.0";

    /// <summary>Memory limit in bytes.</summary>
    public long MemorySize { get; init; } = 1L << 30;

    /// <summary>Its modules; an export needs <c>backup_restore</c> among the capabilities of each.</summary>
    public IReadOnlyList<EmulatedModule> Modules { get; init; } = [];
}
