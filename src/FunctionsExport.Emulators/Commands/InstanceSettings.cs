namespace FunctionsExport.Emulators.Commands;

/// <summary>An instance in the configuration file.</summary>
internal sealed record InstanceSettings
{
    /// <summary><c>crs-</c> and eight lower-case letters or digits.</summary>
    public required string Id { get; init; }

    /// <summary>Its name; null for its id.</summary>
    public string? Name { get; init; }

    public string Region { get; init; } = "ap-guangzhou";

    /// <summary><c>Cluster</c>, <c>MasterReplica</c>, <c>NewMasterReplica</c> or <c>CkvCluster</c>.</summary>
    public string Edition { get; init; } = "Cluster";

    public bool Encrypted { get; init; }

    /// <summary>Its redis-servers in slot order, each <c>host:port</c> or <c>password@host:port</c>.</summary>
    public required IReadOnlyList<string> Shards { get; init; }
}
