using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting.Configuration;

/// <summary>
/// Reads host.json. Keys that this runtime does not know are ignored, as the Functions host does; environment variables
/// <c>AzureFunctionsJobHost__section__key</c> override the file, as they do there.
/// </summary>
internal static partial class HostJsonReader
{
    private const string FileName = "host.json";
    private const string OverridePrefix = "AzureFunctionsJobHost:";

    // The Functions host's own defaults: 10 a processor, and the hub name it uses outside Azure.
    private const int ConcurrencyPerProcessor = 10;
    private const string DefaultHubName = "TestHubName";
    private const string DefaultRoutePrefix = "api";

    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(24);

    /// <summary>Reads the file in a folder.</summary>
    /// <param name="folder">The app's base folder.</param>
    /// <param name="settings">The app's settings, for overrides and <c>%Setting%</c> expressions.</param>
    /// <param name="faults">Receives a sentence for each fault.</param>
    /// <returns>What was read; defaults stand in for what is faulty.</returns>
    public static HostJson Read(string folder, IConfiguration settings, List<string> faults)
    {
        var root = Load(folder, settings, faults);
        return new HostJson
        {
            RoutePrefix = ReadRoutePrefix(root, faults),
            HubName = ReadHubName(root, settings, faults),
            DefaultVersion = ReadDefaultVersion(root, faults),
            MaxConcurrentActivityFunctions =
                ReadCount(root, "extensions:durableTask:maxConcurrentActivityFunctions", faults),
            MaxConcurrentOrchestratorFunctions =
                ReadCount(root, "extensions:durableTask:maxConcurrentOrchestratorFunctions", faults),
            FunctionTimeout = ReadTimeout(root, faults),
            Logging = ReadLogging(root, faults),
        };
    }

    private static IConfiguration Load(string folder, IConfiguration settings, List<string> faults)
    {
        var path = Path.Combine(folder, FileName);
        var builder = new ConfigurationBuilder();
        if (!File.Exists(path))
        {
            faults.Add($"There is no {FileName} in {folder}. Put one there (the smallest is {{\"version\": \"2.0\"}}), "
                + "or name the right folder in LocalFunctions:BaseFolder.");
            return builder.Build();
        }

        var overrides = settings.AsEnumerable()
            .Where(pair => pair.Value is not null && pair.Key.StartsWith(OverridePrefix, StringComparison.OrdinalIgnoreCase))
            .Select(pair => KeyValuePair.Create(pair.Key[OverridePrefix.Length..], pair.Value));
        try
        {
            using var stream = File.OpenRead(path);
            var root = builder.AddJsonStream(stream).AddInMemoryCollection(overrides).Build();
            var version = root["version"];
            if (version != "2.0")
            {
                faults.Add($"{FileName}: version: must be \"2.0\", but is {Quote(version)}.");
            }

            return root;
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or JsonException)
        {
            faults.Add($"{FileName} is not valid JSON: {(exception.InnerException ?? exception).Message}");
            return new ConfigurationBuilder().Build();
        }
    }

    private static string ReadRoutePrefix(IConfiguration root, List<string> faults)
    {
        const string Key = "extensions:http:routePrefix";
        var prefix = (root[Key] ?? DefaultRoutePrefix).Trim('/');
        try
        {
            var pattern = RoutePatternFactory.Parse(prefix);
            if (pattern.Parameters.Count == 0)
            {
                return prefix;
            }
        }
        catch (RoutePatternException)
        {
            // Reported below.
        }

        faults.Add($"{FileName}: {Written(Key)}: {Quote(prefix)} is not a plain path. "
            + "Write one such as \"api\", or \"\" for none.");
        return DefaultRoutePrefix;
    }

    private static string ReadHubName(IConfiguration root, IConfiguration settings, List<string> faults)
    {
        const string Key = "extensions:durableTask:hubName";
        var name = root[Key] ?? DefaultHubName;
        if (!SettingExpression.TryResolve(name, settings, out var resolved, out var missing))
        {
            faults.Add($"{FileName}: {Written(Key)}: there is no setting {Quote(missing)} for {Quote(name)}.");
            return DefaultHubName;
        }

        if (HubName().IsMatch(resolved))
        {
            return resolved;
        }

        faults.Add($"{FileName}: {Written(Key)}: {Quote(resolved)} is not a hub name. "
            + "Use 3 to 45 letters and digits, a letter first.");
        return DefaultHubName;
    }

    private static string ReadDefaultVersion(IConfiguration root, List<string> faults)
    {
        const string Key = "extensions:durableTask:defaultVersion";
        var version = root[Key] ?? string.Empty;
        if (version.Length == 0 || !string.IsNullOrWhiteSpace(version))
        {
            return version;
        }

        faults.Add($"{FileName}: {Written(Key)}: {Quote(version)} is blank. Write a version such as \"1.0\", or leave it out.");
        return string.Empty;
    }

    private static int ReadCount(IConfiguration root, string key, List<string> faults)
    {
        var fallback = ConcurrencyPerProcessor * Environment.ProcessorCount;
        if (root[key] is not { } text)
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
        {
            return count;
        }

        faults.Add($"{FileName}: {Written(key)}: {Quote(text)} is not a whole number of 1 or more.");
        return fallback;
    }

    private static TimeSpan? ReadTimeout(IConfiguration root, List<string> faults)
    {
        const string Key = "functionTimeout";
        if (root[Key] is not { } text || text == "-1")
        {
            return null;
        }

        // "5" alone would be five days.
        if (text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var timeout)
            && timeout >= ShortestTimeout && timeout <= LongestTimeout)
        {
            return timeout;
        }

        faults.Add($"{FileName}: {Key}: {Quote(text)} is not a time span of a second to 24 days. "
            + "Write one such as \"01:00:00\", or \"-1\" for no limit.");
        return null;
    }

    private static IConfigurationSection ReadLogging(IConfiguration root, List<string> faults)
    {
        var logging = root.GetSection("logging");
        foreach (var level in logging.GetSection("logLevel").GetChildren())
        {
            if (!Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out var parsed) || !Enum.IsDefined(parsed))
            {
                faults.Add($"{FileName}: {Written(level.Path)}: {Quote(level.Value)} is not a log level. "
                    + $"Use one of {string.Join(", ", Enum.GetNames<LogLevel>())}.");
            }
        }

        return logging;
    }

    private static string Written(string key) => key.Replace(':', '.');

    private static string Quote(string? value) => value is null ? "missing" : $"\"{value}\"";

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,44}$")]
    private static partial Regex HubName();
}
