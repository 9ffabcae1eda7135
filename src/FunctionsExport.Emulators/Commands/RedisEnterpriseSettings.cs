namespace FunctionsExport.Emulators.Commands;

/// <summary>The configuration file of the command <c>redis-enterprise</c>, in JSON.</summary>
internal sealed record RedisEnterpriseSettings
{
    public string Username { get; init; } = "admin@cluster.local";

    public string Password { get; init; } = "emulator";

    /// <summary>The HTTPS port on 127.0.0.1; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>How many seconds an export takes at least.</summary>
    public double ExportSeconds { get; init; }

    public IReadOnlyList<DatabaseSettings> Databases { get; init; } = [];
}
