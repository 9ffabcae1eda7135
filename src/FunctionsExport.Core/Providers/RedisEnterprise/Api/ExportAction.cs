using System.Globalization;
using System.Text.Json;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>An export in the cluster's list of actions (<c>GET /v2/actions</c>).</summary>
/// <param name="Uid">The action's id.</param>
/// <param name="CreationTime">When it was created, in seconds by the cluster's clock; 0 when not given.</param>
/// <param name="State">Where it stands; null when its status is not known here.</param>
/// <param name="Percent">0 to 100; null when not given.</param>
/// <param name="Error">What went wrong, unscrubbed; null when nothing is said.</param>
internal sealed record ExportAction(string Uid, double CreationTime, ProviderState? State, double? Percent, string? Error)
{
    /// <summary>The exports of a database; entries of other kinds and forms are passed over.</summary>
    /// <remarks>The name of an export's action is not documented: it is taken to contain the word.</remarks>
    public static IReadOnlyList<ExportAction> ReadList(JsonElement answer, int databaseId)
    {
        var list = answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("actions", out var inner) ? inner : answer;
        if (list.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var actions = new List<ExportAction>();
        foreach (var item in list.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object))
        {
            if (Read(item, databaseId) is { } action)
            {
                actions.Add(action);
            }
        }

        return actions;
    }

    private static ExportAction? Read(JsonElement item, int databaseId)
    {
        var details = item.TryGetProperty("additional_info", out var info) && info.ValueKind == JsonValueKind.Object ? info : item;
        var isExport = TextOf(item, "name")?.Contains("export", StringComparison.OrdinalIgnoreCase) ?? false;
        if (!isExport || TextOf(item, "action_uid") is not { } uid || !IsOf(details, databaseId))
        {
            return null;
        }

        var percent = NumberOf(item, "progress");
        return new ExportAction(
            uid,
            NumberOf(item, "creation_time") ?? 0,
            StateOf(TextOf(item, "status")),
            percent is null ? null : Math.Clamp(percent.Value, 0, 100),
            TextOf(details, "error"));
    }

    private static bool IsOf(JsonElement details, int databaseId)
    {
        var uid = databaseId.ToString(CultureInfo.InvariantCulture);
        return TextOf(details, "object_type") is null or "bdb" && TextOf(details, "object_uid") is { } given
            && (given == uid || given == $"bdb:{uid}");
    }

    private static ProviderState? StateOf(string? status) => status switch
    {
        "queued" or "pending" or "running" or "active" => ProviderState.Exporting,
        "completed" => ProviderState.Succeeded,
        "failed" => ProviderState.Failed,
        _ => null,
    };

    private static double? NumberOf(JsonElement element, string field) =>
        TextOf(element, field) is null ? null : LenientJson.Number(element, field);

    // One odd entry must not hide the others.
    private static string? TextOf(JsonElement element, string field) =>
        element.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? LenientJson.Text(element, field)
            : null;
}
