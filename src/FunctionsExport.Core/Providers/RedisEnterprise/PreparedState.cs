using System.Text.Json;
using System.Text.Json.Serialization;
using FunctionsExport.Providers.RedisEnterprise.Api;
using FunctionsExport.Providers.RedisEnterprise.Files;

namespace FunctionsExport.Providers.RedisEnterprise;

/// <summary>What was there before an export was started.</summary>
/// <param name="LastExportTime">The database's <c>last_export_time</c>, as written; null when it had none.</param>
/// <param name="RunsBefore">
/// The stamps of the runs whose files lay at the location, ascending; at most <see cref="MaxRuns"/>, the newest. Stamps and
/// not names, because the state is part of the orchestration's history and a location may hold years of files.
/// </param>
/// <param name="ActionsBefore">
/// The ids of the database's exports in the cluster's list of actions, the newest, at most <see cref="MaxActions"/>; null when the
/// cluster has no such list.
/// </param>
/// <param name="ActionsUntil">The latest creation time in that list, by the cluster's clock, in seconds; null when it was empty.</param>
/// <param name="Folder">The export's own folder at the location; null where all exports share one.</param>
/// <param name="Deadline">When the export has to be done (UTC); null where the location needs not know.</param>
internal sealed partial record PreparedState(
    string? LastExportTime,
    IReadOnlyList<string> RunsBefore,
    IReadOnlyList<string>? ActionsBefore = null,
    double? ActionsUntil = null,
    string? Folder = null,
    DateTimeOffset? Deadline = null)
{
    internal const int MaxRuns = 200;
    internal const int MaxActions = 50;

    /// <summary>Creates the state from the database's files that are there and its exports that the cluster lists.</summary>
    public static PreparedState Create(
        string? lastExportTime, IEnumerable<FoundFile> files, IReadOnlyList<ExportAction>? actions = null)
    {
        var runs = files.Select(f => f.Parsed.StampText).Distinct().Order(StringComparer.Ordinal).TakeLast(MaxRuns);
        var newest = actions?.OrderBy(a => a.CreationTime).ThenBy(a => a.Uid, StringComparer.Ordinal).TakeLast(MaxActions).ToList();
        return new PreparedState(lastExportTime, [.. runs], newest?.ConvertAll(a => a.Uid), newest?.LastOrDefault()?.CreationTime);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static PreparedState FromJson(string json) =>
        JsonSerializer.Deserialize(json, JsonContext.Default.PreparedState)
        ?? throw new JsonException("The provider's state is null.");

    /// <summary>The state as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JsonContext.Default.PreparedState);

    /// <summary>Whether a file came after the state was recorded. What is older than the oldest of a full list is old.</summary>
    public bool IsNew(FoundFile file)
    {
        var stamp = file.Parsed.StampText;
        var forgotten = RunsBefore.Count >= MaxRuns && string.CompareOrdinal(stamp, RunsBefore[0]) < 0;
        return !forgotten && !RunsBefore.Contains(stamp, StringComparer.Ordinal);
    }

    /// <summary>The newest export that came after the state was recorded; null when there is none, or the list is not known.</summary>
    public ExportAction? NewestOf(IReadOnlyList<ExportAction>? actions = null) => actions?
        .Where(a => ActionsBefore?.Contains(a.Uid, StringComparer.Ordinal) == false && !(a.CreationTime < ActionsUntil))
        .MaxBy(a => a.CreationTime);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(PreparedState))]
    private sealed partial class JsonContext : JsonSerializerContext;
}
