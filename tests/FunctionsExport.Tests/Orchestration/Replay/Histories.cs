using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FunctionsExport.Tests.Orchestration.Replay;

/// <summary>The recorded histories: a folder for each version of the orchestrations, a file for each scenario.</summary>
internal static class Histories
{
    private const string Prefix = "Histories/";

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The names of all, such as <c>1.0/succeeded-long</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(Histories).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => Path.ChangeExtension(name[Prefix.Length..], null))
            .Order(StringComparer.Ordinal),
    ];

    public static IReadOnlyList<RecordedExecution> Read(string name)
    {
        using var stream = typeof(Histories).Assembly.GetManifestResourceStream($"{Prefix}{name}.json")!;
        return JsonSerializer.Deserialize<IReadOnlyList<RecordedExecution>>(stream, Format)!;
    }

    public static string Write(IReadOnlyList<RecordedExecution> executions) => JsonSerializer.Serialize(executions, Format) + "\n";
}
