namespace FunctionsExport.Emulators.Commands;

/// <summary>A database in the configuration file.</summary>
internal sealed record DatabaseSettings
{
    /// <summary>The database's number, 1 or more.</summary>
    public required int Uid { get; init; }

    public required string Name { get; init; }

    /// <summary>Its redis-servers in slot order, each <c>host:port</c> or <c>password@host:port</c>.</summary>
    public required IReadOnlyList<string> Shards { get; init; }
}
