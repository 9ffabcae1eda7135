using FunctionsExport.Emulators.Redis;

namespace FunctionsExport.Emulators.Tencent.Instances;

/// <summary>An instance of the emulated service: its settings and the redis-servers that hold its data.</summary>
internal sealed class EmulatedInstance
{
    /// <summary><c>crs-</c> and eight lower-case letters or digits.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The region's present name, such as <c>ap-guangzhou</c>.</summary>
    public string Region { get; init; } = "ap-guangzhou";

    public Edition Edition { get; init; } = Edition.Cluster;

    /// <summary>
    /// The shards in slot order, at least one, on this machine and readable by this user (a backup reads their dump.rdb).
    /// </summary>
    public required IReadOnlyList<RedisAddress> Shards { get; init; }

    public int ProjectId { get; init; }

    /// <summary>Memory of the instance in MB.</summary>
    public int SizeMegabytes { get; init; } = 1024;

    /// <summary>Whether its backups are AES-256-CBC, as API 3.0 says with <c>Encrypted</c>.</summary>
    public bool Encrypted { get; init; }
}
