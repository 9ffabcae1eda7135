using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Databases;

namespace FunctionsExport.Emulators.RedisEnterprise.Documents;

/// <summary>Writes a database as the API's object <c>bdb</c>.</summary>
internal static class BdbDocument
{
    public static JsonObject Write(ClusterDatabase database, AnswerForms forms)
    {
        var definition = database.Definition;
        var bdb = Templates.Bdb();
        bdb["uid"] = definition.Uid;
        bdb["name"] = definition.Name;
        bdb["created_time"] = Templates.Time(database.CreatedTime);
        bdb["last_changed_time"] = Templates.Time(database.CreatedTime);
        bdb["authentication_admin_pass"] = definition.AdminPassword;
        bdb["memory_size"] = definition.MemorySize;
        bdb["version"] = definition.Version;
        bdb["redis_version"] = string.Join('.', definition.Version.Split('.').Take(2));
        bdb["replication"] = definition.Replication;
        bdb["sharding"] = database.Shards.Count > 1;
        bdb["shards_count"] = database.Shards.Count;
        bdb["shard_list"] = ShardList(database);
        bdb["endpoints"] = new JsonArray(Endpoint(database));
        bdb["module_list"] = new JsonArray([.. database.Modules.Select(Module)]);
        if (database.BackupRunning)
        {
            bdb["backup_status"] = "exporting";
        }

        WriteExport(bdb, database, database.Read(), forms);
        return bdb;
    }

    /// <summary>Whether databases have a field, be it absent at times.</summary>
    public static bool Knows(string name) => name is "last_export_time" or "action_uid" || Templates.Bdb().ContainsKey(name);

    /// <summary>The object with the given fields alone; names that it does not have are passed over.</summary>
    public static JsonObject Select(JsonObject bdb, string? fields)
    {
        if (string.IsNullOrEmpty(fields))
        {
            return bdb;
        }

        var selected = new JsonObject();
        foreach (var name in fields.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (bdb.TryGetPropertyValue(name, out var value))
            {
                selected[name] = value?.DeepClone();
            }
        }

        return selected;
    }

    private static void WriteExport(JsonObject bdb, ClusterDatabase database, ExportState state, AnswerForms forms)
    {
        var idle = state.AfterReset ? forms.IdleAfterReset ?? forms.Idle : forms.Idle;
        WriteProgress(bdb, state, forms, database.Faults.ProgressAsText);
        bdb["export_failure_reason"] = state.FailureReason;
        bdb["export_status"] = state.Status switch
        {
            ExportStatus.Exporting => "exporting",
            ExportStatus.Succeeded => "succeeded",
            ExportStatus.Failed => "failed",
            _ => idle switch { IdleForm.Idle => "idle", IdleForm.Null => null, _ => "" },
        };
        if (state.LastExportTime is { } time)
        {
            bdb["last_export_time"] = Templates.Time(time);
        }

        if (state.Status == ExportStatus.Exporting && database.Runs is [.., { Outcome: null } run])
        {
            bdb["action_uid"] = run.Uid;
        }

        if (state.Status == ExportStatus.Idle && idle == IdleForm.Absent)
        {
            bdb.Remove("export_status");
            bdb.Remove("export_progress");
            bdb.Remove("export_failure_reason");
        }
    }

    private static void WriteProgress(JsonObject bdb, ExportState state, AnswerForms forms, bool progressAsText)
    {
        var ended = state.Status is ExportStatus.Succeeded or ExportStatus.Failed;
        if (ended && forms.ProgressAfterEnd == ProgressAfterEnd.Absent)
        {
            bdb.Remove("export_progress");
            return;
        }

        var progress = ended && forms.ProgressAfterEnd == ProgressAfterEnd.Zero ? 0 : state.Progress;
        bdb["export_progress"] = progressAsText || forms.NumbersAsText ? Numbers.Text(progress) : Numbers.Decimal(progress);
    }

    private static JsonArray ShardList(ClusterDatabase database)
    {
        var first = database.Shards[0].Uid;
        var count = database.Shards.Count * (database.Definition.Replication ? 2 : 1);
        return new JsonArray([.. Enumerable.Range(first, count).Select(uid => (JsonNode)uid)]);
    }

    private static JsonObject Endpoint(ClusterDatabase database)
    {
        var address = database.Shards[0].Address;
        return new JsonObject
        {
            ["addr"] = new JsonArray(address.Host),
            ["addr_type"] = "external",
            ["dns_name"] = address.Host,
            ["oss_cluster_api_preferred_endpoint_type"] = "ip",
            ["oss_cluster_api_preferred_ip_type"] = "internal",
            ["port"] = address.Port,
            ["proxy_policy"] = "single",
            ["uid"] = string.Create(CultureInfo.InvariantCulture, $"{database.Definition.Uid}:1"),
        };
    }

    private static JsonObject Module(EmulatedModule module) => new()
    {
        ["module_args"] = "",
        ["module_id"] = ModuleDocument.Uid(module),
        ["module_name"] = module.Name,
        ["semantic_version"] = module.SemanticVersion,
    };
}
