using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Nodes;

namespace FunctionsExport.Emulators.RedisEnterprise.Documents;

/// <summary>Writes the cluster and its nodes.</summary>
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
        document["handle_redirects"] = cluster.Answers.HandleRedirects;
        document["mtls_certificate_authentication"] = cluster.ClientCertificates is not null;
        if (cluster.Version.HasLimitedAccess)
        {
            document["control_plane_basic_authentication"] = cluster.Access.BasicAuthentication;
        }

        return document;
    }

    public static JsonArray WriteNodes(Cluster cluster) => new([.. cluster.Nodes.Select(node => WriteNode(cluster, node))]);

    /// <summary>Writes one node. All the shards are on the first.</summary>
    public static JsonObject WriteNode(Cluster cluster, ClusterNode node)
    {
        var shards = node.Uid == 1
            ? cluster.Databases.SelectMany(database => database.Shards).Select(shard => shard.Uid).ToList()
            : [];
        var document = Templates.Node();
        document["uid"] = node.Uid;
        document["status"] = node.State == NodeState.Up ? "active" : "down";
        document["software_version"] = cluster.Options.SoftwareVersion;
        document["shard_count"] = shards.Count;
        document["ram_shard_count"] = shards.Count;
        document["shard_list"] = new JsonArray([.. shards.Select(uid => (JsonNode)uid)]);
        document["uptime"] = (long)(cluster.Options.Time.GetUtcNow() - cluster.StartTime).TotalSeconds;
        return document;
    }

    /// <summary>The answer of <c>/v1/bootstrap</c>.</summary>
    public static JsonObject WriteBootstrap(Cluster cluster, ClusterNode node)
    {
        return new JsonObject
        {
            ["bootstrap_status"] = new JsonObject
            {
                ["start_time"] = Templates.Time(cluster.StartTime),
                ["end_time"] = Templates.Time(cluster.StartTime),
                ["state"] = "completed",
            },
            ["local_node_info"] = WriteLocal(WriteNode(cluster, node)),
        };
    }

    // What a node says about itself has other names than what the cluster says about it.
    private static JsonObject WriteLocal(JsonObject node)
    {
        var local = BdbDocument.Select(
            node,
            "architecture,bigredis_storage_path,cores,ephemeral_storage_path,ephemeral_storage_size,fips_enabled,os_family,os_name,"
            + "os_semantic_version,os_version,persistent_storage_path,persistent_storage_size,software_version,"
            + "supported_database_versions,total_memory,uptime");
        local["uid"] = node["uid"]!.ToJsonString();
        local["available_addresses"] = new JsonArray(new JsonObject
        {
            ["address"] = (string)node["addr"]!,
            ["format"] = "ipv4",
            ["if_name"] = "lo",
            ["private"] = true,
        });
        local["bridge_interfaces"] = new JsonArray();
        local["cnm_version_sha"] = "";
        local["short_hostname"] = "localhost";
        local["supported_bigstore_drivers"] = new JsonArray("rocksdb");
        return local;
    }
}
