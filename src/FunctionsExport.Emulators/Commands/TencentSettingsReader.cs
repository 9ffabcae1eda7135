using FunctionsExport.Emulators.Redis;
using FunctionsExport.Emulators.Tencent;
using FunctionsExport.Emulators.Tencent.Instances;

namespace FunctionsExport.Emulators.Commands;

/// <summary>Reads instances given as options, and checks what the file says.</summary>
internal static class TencentSettingsReader
{
    private const double MaxSeconds = 86_400;

    /// <summary>Reads <c>id=host:port,host:port</c>.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static InstanceSettings ReadInstance(string text) =>
        text.Split('=', 2) is [var id, var shards]
            ? new InstanceSettings { Id = id, Shards = shards.Split(',') }
            : throw new FormatException($"--instance {text}: it must be crs-xxxxxxxx=host:port,host:port,…");

    /// <exception cref="FormatException">A shard's address or the edition is not one.</exception>
    public static EmulatedInstance ToInstance(InstanceSettings settings) => new()
    {
        Id = settings.Id,
        Name = settings.Name ?? settings.Id,
        Region = settings.Region,
        Edition = Enum.GetNames<Edition>().Contains(settings.Edition)
            ? Enum.Parse<Edition>(settings.Edition)
            : throw new FormatException(
                $"Instance '{settings.Id}': edition is '{settings.Edition}'; it must be {string.Join(", ", Enum.GetNames<Edition>())}."),
        Encrypted = settings.Encrypted,
        Shards = [.. settings.Shards.Select(RedisAddress.Parse)],
    };

    /// <exception cref="FormatException">A time is out of its range.</exception>
    public static TencentPace ToPace(TencentSettings settings) => new(
        TimeSpan.Zero,
        Seconds("backupSeconds", settings.BackupSeconds),
        Seconds("exportSeconds", settings.ExportSeconds));

    private static TimeSpan Seconds(string name, double value) =>
        double.IsFinite(value) && value is >= 0 and <= MaxSeconds
            ? TimeSpan.FromSeconds(value)
            : throw new FormatException($"{name} is {value}; it must be 0 to {MaxSeconds}.");
}
