using FunctionsExport.Emulators.Redis;

namespace FunctionsExport.Emulators.RedisEnterprise.Databases;

/// <summary>A database of the emulated cluster: its settings and the redis-servers that hold its data.</summary>
internal sealed class EmulatedDatabase
{
    /// <summary>The database's number, 1 or more, unique in the cluster.</summary>
    public required int Uid { get; init; }

    /// <summary>Letters, digits and hyphens, starting and ending with a letter or digit.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The primary shards in slot order, at least one, on this machine and readable by this user (an export reads their
    /// dump.rdb).
    /// </summary>
    public required IReadOnlyList<RedisAddress> Shards { get; init; }

    /// <summary>Whether the database says that it has a replica of each shard. Replicas are not exported.</summary>
    public bool Replication { get; init; }

    public IReadOnlyList<EmulatedModule> Modules { get; init; } = [];

    /// <summary>The database version that it says it has.</summary>
    public string Version { get; init; } = "7.4.0";

    /// <summary>Memory limit in bytes.</summary>
    public long MemorySize { get; init; } = 1L << 30;

    /// <summary>The password in <c>authentication_admin_pass</c>, which the API returns in clear.</summary>
    public string AdminPassword { get; init; } = "emulated-admin-password";
}
