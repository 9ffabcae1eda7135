using System.Globalization;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.Redis;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Restoring;

/// <summary>A Redis Cluster of primaries alone, empty, on this machine.</summary>
internal sealed class RedisCluster : IAsyncDisposable
{
    private readonly List<RedisServer> _nodes = [];

    private RedisCluster()
    {
    }

    /// <summary>The first node, <c>host:port</c>.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"{_nodes[0].Address.Host}:{_nodes[0].Address.Port}");

    public static async Task<RedisCluster> StartAsync(int shards)
    {
        var cluster = new RedisCluster();
        try
        {
            await cluster.StartNodesAsync(shards);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async Task<IReadOnlyList<string>> DigestsAsync()
    {
        var digests = new List<string>();
        foreach (var node in _nodes)
        {
            digests.Add(await node.DigestAsync());
        }

        return digests;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    private async Task StartNodesAsync(int shards)
    {
        for (var shard = 0; shard < shards; shard++)
        {
            // Unless said otherwise the nodes' own port is 10,000 higher, which a free port may not allow.
            var bus = FreePort.Next().ToString(CultureInfo.InvariantCulture);
            var node = await RedisServer.StartAsync(new RedisServerOptions
            {
                Settings = ["cluster-enabled yes", $"cluster-port {bus}"],
            });
            _nodes.Add(node);
            var (first, last) = HashSlot.OfShard(shard, shards);
            await node.CallAsync(
                "CLUSTER", "ADDSLOTSRANGE", first.ToString(CultureInfo.InvariantCulture), last.ToString(CultureInfo.InvariantCulture));
            await _nodes[0].CallAsync(
                "CLUSTER", "MEET", "127.0.0.1", node.Address.Port.ToString(CultureInfo.InvariantCulture), bus);
        }

        foreach (var node in _nodes)
        {
            await Eventually.HoldsAsync(async () => (await node.CallAsync("CLUSTER", "INFO")).Text.Contains(
                "cluster_state:ok", StringComparison.Ordinal));
        }
    }
}
