using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Databases;
using FunctionsExport.Emulators.RedisEnterprise.Exports;

namespace FunctionsExport.Emulators.RedisEnterprise.Documents;

/// <summary>Writes shards as the API's objects, primaries and replicas. Their uids are strings, a database's is a number.</summary>
internal static class ShardDocument
{
    public static JsonArray WriteAll(ClusterDatabase database, DateTimeOffset now)
    {
        var primaries = database.Shards.Select(shard => Write(database, shard, 0, "master", now));
        var replicas = database.Definition.Replication
            ? database.Shards.Select(shard => Write(database, shard, database.Shards.Count, "slave", now))
            : [];
        return new JsonArray([.. primaries, .. replicas]);
    }

    private static JsonObject Write(ClusterDatabase database, Shard shard, int offset, string role, DateTimeOffset now) =>
        new JsonObject
        {
            ["assigned_slots"] = string.Create(CultureInfo.InvariantCulture, $"{shard.FirstSlot}-{shard.LastSlot}"),
            ["bdb_uid"] = database.Definition.Uid,
            ["detailed_status"] = "ok",
            ["loading"] = new JsonObject { ["status"] = "idle" },
            ["node_uid"] = "1",
            ["redis_info"] = new JsonObject(),
            ["report_timestamp"] = Templates.Time(now),
            ["role"] = role,
            ["status"] = "active",
            ["uid"] = (shard.Uid + offset).ToString(CultureInfo.InvariantCulture),
        };
}
