namespace FunctionsExport.Emulators.Processes;

/// <summary>How to start a <see cref="RedisServer"/>.</summary>
internal sealed class RedisServerOptions
{
    /// <summary>The program: a name on the PATH, or a path (another Redis version, valkey-server).</summary>
    public string Program { get; init; } = "redis-server";

    /// <summary>The password that clients must give; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>An RDB file, not compressed, that the server loads at start; null for an empty server.</summary>
    public string? LoadFrom { get; init; }

    /// <summary>Whether DEBUG is allowed, as <see cref="RedisServer.DigestAsync"/> needs; Redis 7 or newer.</summary>
    public bool Debug { get; init; } = true;

    /// <summary>Further lines of redis.conf.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>How long the server may take to load and answer.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);
}
