using LocalFunctions.Hosting.Indexing;
using Microsoft.Extensions.Configuration;

namespace LocalFunctions.Hosting.Keys;

/// <summary>Reads the section <c>LocalFunctions:Keys</c>. A fault names settings, and never a key.</summary>
internal sealed class AccessKeysReader
{
    /// <summary>The section's path.</summary>
    public const string Section = "LocalFunctions:Keys";

    /// <summary>How many characters a key has at least.</summary>
    public const int ShortestKey = 16;

    /// <summary>How many characters a key has at most.</summary>
    public const int LongestKey = 512;

    private const string Kinds = $"Use {Section}:Master, {Section}:Host:<name>, {Section}:Functions:<function>:<name> or "
        + $"{Section}:System:{SystemKey.Name}.";

    private readonly List<string> _faults;
    private readonly Dictionary<string, string> _settingByKey = new(StringComparer.Ordinal);

    private AccessKeysReader(List<string> faults) => _faults = faults;

    /// <summary>Reads the keys.</summary>
    /// <param name="configuration">The app's configuration.</param>
    /// <param name="faults">Receives a sentence for each fault.</param>
    public static AccessKeys Read(IConfiguration configuration, List<string> faults) =>
        new AccessKeysReader(faults).Read(configuration.GetSection(Section));

    /// <summary>Says which keys are for functions that are not there, or are not called by HTTP.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="functions">The app's functions.</param>
    public static IReadOnlyList<string> FaultsOf(AccessKeys keys, IReadOnlyList<FunctionDescriptor> functions)
    {
        var faults = new List<string>();
        foreach (var name in keys.Functions.Keys)
        {
            var function = functions.FirstOrDefault(
                function => function.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (function?.Trigger is not HttpTriggerBinding)
            {
                faults.Add($"{Section}:Functions:{name}: there is no HTTP function of this name. "
                    + "Correct the name, or remove the setting.");
            }
        }

        return faults;
    }

    /// <summary>Whether a text can be a key: neither too short nor too long, and a header can carry it.</summary>
    public static bool IsUsable(string value) => FaultOf(value) is null;

    private AccessKeys Read(IConfigurationSection section)
    {
        var keys = AccessKeys.None;
        foreach (var kind in section.GetChildren())
        {
            keys = kind.Key.ToUpperInvariant() switch
            {
                "MASTER" => keys with { Master = ReadKey(kind) },
                "HOST" => keys with { Host = ReadKeys(kind) },
                "FUNCTIONS" => keys with { Functions = ReadFunctions(kind) },
                "SYSTEM" => keys with { DurableTaskExtension = ReadSystem(kind) },
                _ => Unknown(kind, keys),
            };
        }

        if (section.Value is not null)
        {
            _faults.Add($"{Section}: is no key by itself. {Kinds}");
        }

        return keys;
    }

    private T Unknown<T>(IConfigurationSection setting, T unchanged)
    {
        _faults.Add($"{setting.Path}: is not a kind of key. {Kinds}");
        return unchanged;
    }

    private List<AccessKey> ReadKeys(IConfigurationSection names)
    {
        if (names.Value is not null)
        {
            Unknown(names, "");
        }

        return [.. names.GetChildren().Select(ReadKey).OfType<AccessKey>()];
    }

    private Dictionary<string, IReadOnlyList<AccessKey>> ReadFunctions(IConfigurationSection functions)
    {
        if (functions.Value is not null)
        {
            Unknown(functions, "");
        }

        return functions.GetChildren().ToDictionary(
            function => function.Key,
            function => (IReadOnlyList<AccessKey>)ReadKeys(function),
            StringComparer.OrdinalIgnoreCase);
    }

    private string? ReadSystem(IConfigurationSection names)
    {
        if (names.Value is not null)
        {
            Unknown(names, "");
        }

        string? key = null;
        foreach (var name in names.GetChildren())
        {
            key = name.Key.Equals(SystemKey.Name, StringComparison.OrdinalIgnoreCase) ? ReadValue(name) : Unknown(name, key);
        }

        return key;
    }

    private AccessKey? ReadKey(IConfigurationSection setting) =>
        ReadValue(setting) is { } value ? new AccessKey(setting.Path, value) : null;

    private string? ReadValue(IConfigurationSection setting)
    {
        if (setting.GetChildren().Any())
        {
            return Unknown<string?>(setting, null);
        }

        var value = setting.Value ?? "";
        if (FaultOf(value) is { } fault)
        {
            _faults.Add($"{setting.Path}: {fault}");
            return null;
        }

        if (!_settingByKey.TryAdd(value, setting.Path))
        {
            _faults.Add($"{setting.Path}: holds the same key as {_settingByKey[value]}. Give each its own.");
            return null;
        }

        return value;
    }

    private static string? FaultOf(string value) => value switch
    {
        _ when string.IsNullOrWhiteSpace(value) =>
            $"is empty. Set a key of {ShortestKey} or more characters, or remove the setting.",
        { Length: < ShortestKey } => $"is too short. Set a key of {ShortestKey} or more characters.",
        { Length: > LongestKey } => $"is too long. Set a key of {LongestKey} or fewer characters.",
        _ when value.Any(character => character is < '!' or > '~') =>
            "has blanks, control or non-ASCII characters, which a header cannot carry. Use letters, digits and punctuation.",
        _ => null,
    };
}
