using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Databases;
using FunctionsExport.Emulators.RedisEnterprise.Exports;

namespace FunctionsExport.Emulators.RedisEnterprise.Documents;

/// <summary>Writes exports as the objects of <c>/v2/actions</c>.</summary>
internal static class ActionDocument
{
    public static JsonArray WriteAll(IEnumerable<ClusterDatabase> databases) =>
        new([.. databases.SelectMany(database => database.Runs.Select(run => Write(database, run)))]);

    /// <summary>The action with a uid; null when there is none.</summary>
    public static JsonObject? Find(IEnumerable<ClusterDatabase> databases, string uid) =>
        databases.SelectMany(database => database.Runs.Where(run => run.Uid == uid).Select(run => Write(database, run)))
            .FirstOrDefault();

    private static JsonObject Write(ClusterDatabase database, ExportRun run)
    {
        var forms = database.Answers;
        var state = run.Outcome ?? database.State;
        var progress = run.Outcome is { Status: ExportStatus.Idle } ? 0 : state.Progress;
        var created = run.CreatedTime.ToUnixTimeSeconds();
        var information = new JsonObject
        {
            ["description"] = "Export of a database",
            ["object_type"] = "bdb",
            ["object_uid"] = database.Definition.Uid.ToString(CultureInfo.InvariantCulture),
            ["pending_ops"] = new JsonObject(),
        };
        if (state.FailureReason.Length > 0)
        {
            information["error"] = state.FailureReason;
        }

        return new JsonObject
        {
            ["action_uid"] = run.Uid,
            ["action_type"] = "other",
            ["name"] = forms.ExportActionName,
            ["creation_time"] = forms.NumbersAsText ? created.ToString(CultureInfo.InvariantCulture) : created,
            ["progress"] = forms.NumbersAsText ? Numbers.Text(progress) : Numbers.Decimal(progress),
            ["status"] = StatusOf(run),
            ["additional_info"] = information,
        };
    }

    // A run whose status was lost did not complete.
    private static string StatusOf(ExportRun run) => run.Outcome?.Status switch
    {
        null => "running",
        ExportStatus.Succeeded => "completed",
        _ => "failed",
    };
}
