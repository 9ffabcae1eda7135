using System.Text.Json;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Support;

/// <summary>The cluster's list of actions.</summary>
internal static class Actions
{
    /// <summary>The JSON of <c>GET /v2/actions</c>.</summary>
    public static string Json(params object[] actions) => JsonSerializer.Serialize(actions);

    /// <summary>An export of a database, as the documentation describes actions.</summary>
    public static object Export(
        string actionUid, long created, int uid = 7, string status = "running", double progress = 0, string name = "export_bdb",
        string error = "")
    {
        var details = new { description = "", error, object_type = "bdb", object_uid = $"{uid}" };
        return new { action_uid = actionUid, action_type = "other", creation_time = created, name, progress, status, additional_info = details };
    }
}
