namespace FunctionsExport.EndToEnd.Exports.TencentRedis;

/// <summary>What a <see cref="TencentWorld"/> consists of.</summary>
internal sealed class TencentWorldOptions
{
    /// <summary>How many shards the instance has; with one it is no cluster.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>Whether the instance's backups are encrypted.</summary>
    public bool Encrypted { get; init; }

    public string SecretId { get; init; } = "AKIDendtoend";

    public string SecretKey { get; init; } = "end-to-end-secret-key";

    /// <summary>The token of temporary credentials; null for a key.</summary>
    public string? Token { get; init; }

    /// <summary>Whether the app delivers every activity twice.</summary>
    public bool DeliverActivitiesTwice { get; init; }

    /// <summary>Settings of the source's section, added to those that the world makes.</summary>
    public Dictionary<string, string?> Settings { get; init; } = new() { ["BackupFirst"] = "true" };
}
