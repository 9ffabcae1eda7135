using System.Text.Json.Nodes;

namespace FunctionsExport.Emulators.RedisEnterprise.Documents;

/// <summary>Writes the cluster and its only node.</summary>
internal static class ClusterDocument
{
    public static JsonObject Write(Cluster cluster, int port)
    {
        var document = Templates.Cluster();
        document["name"] = cluster.Options.ClusterName;
        document["created_time"] = Templates.Time(cluster.StartTime);
        document["cnm_https_port"] = port;
        document["proxy_certificate"] = cluster.CertificatePem;
        document["syncer_certificate"] = cluster.CertificatePem;
        return document;
    }

    public static JsonObject WriteNode(Cluster cluster)
    {
        var shards = cluster.Databases.SelectMany(database => database.Shards).Select(shard => shard.Uid).ToList();
        var document = Templates.Node();
        document["software_version"] = cluster.Options.SoftwareVersion;
        document["shard_count"] = shards.Count;
        document["ram_shard_count"] = shards.Count;
        document["shard_list"] = new JsonArray([.. shards.Select(uid => (JsonNode)uid)]);
        document["uptime"] = (long)(cluster.Options.Time.GetUtcNow() - cluster.StartTime).TotalSeconds;
        return document;
    }
}
