using System.Text.Json;
using FunctionsExport.Emulators.Redis;
using FunctionsExport.Emulators.RedisEnterprise.Control;
using FunctionsExport.Emulators.RedisEnterprise.Databases;

namespace FunctionsExport.Emulators.Commands;

/// <summary>Reads the configuration file, and databases given as options.</summary>
internal static class SettingsReader
{
    /// <exception cref="FormatException">The file is not what it should be.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RedisEnterpriseSettings Read(string path) => Read<RedisEnterpriseSettings>(path);

    /// <exception cref="FormatException">The file is not what it should be.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static T Read<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), ControlJson.Options)
                ?? throw new FormatException($"{path}: an object is needed, not null.");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new FormatException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>Reads <c>name=host:port,host:port</c>.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static DatabaseSettings ReadDatabase(string text, int uid) =>
        text.Split('=', 2) is [var name, var shards]
            ? new DatabaseSettings { Uid = uid, Name = name, Shards = shards.Split(',') }
            : throw new FormatException($"--database {text}: it must be name=host:port,host:port,…");

    /// <exception cref="FormatException">A shard's address is not one.</exception>
    public static EmulatedDatabase ToDatabase(DatabaseSettings settings) => new()
    {
        Uid = settings.Uid,
        Name = settings.Name,
        Shards = [.. settings.Shards.Select(RedisAddress.Parse)],
        Replication = settings.Replication,
        Version = settings.Version,
        MemorySize = settings.MemorySize,
        Modules = settings.Modules,
    };
}
