using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Events;

namespace FunctionsExport.Emulators.RedisEnterprise.Documents;

/// <summary>Writes events as the objects of <c>/v1/logs</c>.</summary>
internal static class EventDocument
{
    public static JsonObject Write(ClusterEvent entry, AnswerForms forms) => new()
    {
        ["time"] = Templates.Time(entry.Time),
        ["type"] = forms.EventPrefix + entry.Type,
        ["severity"] = entry.Severity,
        ["bdb_uid"] = forms.NumbersAsText ? entry.DatabaseUid.ToString(CultureInfo.InvariantCulture) : entry.DatabaseUid,
        ["bdb_name"] = entry.DatabaseName,
    };
}
