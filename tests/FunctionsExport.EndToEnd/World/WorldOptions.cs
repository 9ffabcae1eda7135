using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.RedisEnterprise;
using FunctionsExport.Emulators.RedisEnterprise.Exports;

namespace FunctionsExport.EndToEnd.World;

/// <summary>What an <see cref="ExportWorld"/> consists of.</summary>
internal sealed class WorldOptions
{
    /// <summary>The databases: each one's name is its source's too, with so many shards.</summary>
    public IReadOnlyList<(string Name, int Shards)> Databases { get; init; } = [("orders", 1)];

    public Pace Pace { get; init; } = Pace.Immediate;

    /// <summary>Whether the app delivers every activity twice.</summary>
    public bool DeliverActivitiesTwice { get; init; }

    /// <summary>The cluster's password.</summary>
    public string Password { get; init; } = "cluster-password";

    /// <summary>Settings added to, or replacing, those that the world makes.</summary>
    public Dictionary<string, string?> Settings { get; init; } = [];

    /// <summary>What the cluster knows of storage services.</summary>
    public StorageServices Storage { get; init; } = new();

    /// <summary>Changes the options of the cluster before it starts.</summary>
    public Func<RedisEnterpriseEmulatorOptions, RedisEnterpriseEmulatorOptions> ChangeCluster { get; init; } = o => o;

    /// <summary>Settings that need what has been started, such as the cluster's addresses; they go over all others.</summary>
    public Func<ExportWorld, Dictionary<string, string?>> LateSettings { get; init; } = _ => [];

    public AzuriteOptions Azurite { get; init; } = new();

    /// <summary>A key that the app asks its callers for; null for none.</summary>
    public string? Key { get; init; }
}
