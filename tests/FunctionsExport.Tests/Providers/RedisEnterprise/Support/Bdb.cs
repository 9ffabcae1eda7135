using System.Text.Json;
using System.Text.Json.Nodes;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Support;

/// <summary>Database 7 as a cluster describes it.</summary>
internal static class Bdb
{
    public const string Call = "GET /v1/bdbs/7";
    public const string ResetCall = "PUT /v1/bdbs/7/actions/export_reset_status";
    public const string ExportCall = "POST /v1/bdbs/7/actions/export";
    public const string ModulesCall = "GET /v1/modules";
    public const string StatisticsCall = "GET /v1/bdbs/stats/last/7";
    public const string ActionsCall = "GET /v2/actions";
    public const string AuthorizeCall = "POST /v1/users/authorize";

    /// <summary>The JSON of an idle database with three shards; pairs replace fields, null takes one away.</summary>
    public static string Json(params (string Field, object? Value)[] fields)
    {
        var bdb = new JsonObject
        {
            ["uid"] = 7,
            ["name"] = "orders-eu",
            ["status"] = "active",
            ["version"] = "7.4.2",
            ["redis_version"] = "7.4",
            ["memory_size"] = 1073741824,
            ["shards_count"] = 3,
            ["export_status"] = "",
            ["export_progress"] = 0.0,
            ["export_failure_reason"] = "",
            ["authentication_admin_pass"] = "never-shown",
        };
        foreach (var (field, value) in fields)
        {
            bdb.Remove(field);
            if (value is not null)
            {
                bdb[field] = JsonSerializer.SerializeToNode(value);
            }
        }

        return bdb.ToJsonString();
    }

    /// <summary>A stub at which an export can be prepared and started.</summary>
    public static ClusterStub AnswersWell(this ClusterStub stub) =>
        stub.On(Call, 200, Json()).On(ResetCall, 200).On(ExportCall, 200);
}
