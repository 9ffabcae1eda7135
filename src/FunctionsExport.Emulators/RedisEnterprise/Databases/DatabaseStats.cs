using System.Globalization;
using FunctionsExport.Emulators.Redis;

namespace FunctionsExport.Emulators.RedisEnterprise.Databases;

/// <summary>What the redis-servers of a database say about themselves, summed up.</summary>
/// <param name="Keys">Number of keys.</param>
/// <param name="Expires">Number of those that expire.</param>
/// <param name="UsedMemory">Bytes.</param>
internal sealed record DatabaseStats(long Keys, long Expires, long UsedMemory)
{
    /// <exception cref="System.Net.Sockets.SocketException">A server cannot be reached.</exception>
    /// <exception cref="RedisErrorException">A server refuses to answer.</exception>
    /// <exception cref="IOException">A connection broke.</exception>
    public static async Task<DatabaseStats> ReadAsync(ClusterDatabase database, CancellationToken cancellationToken)
    {
        var servers = await Task.WhenAll(database.Shards.Select(shard => ReadAsync(shard.Address, cancellationToken)));
        return servers.Aggregate(new DatabaseStats(0, 0, 0), (sum, server) =>
            new DatabaseStats(sum.Keys + server.Keys, sum.Expires + server.Expires, sum.UsedMemory + server.UsedMemory));
    }

    private static async Task<DatabaseStats> ReadAsync(RedisAddress server, CancellationToken cancellationToken)
    {
        await using var connection = await RespConnection.ConnectAsync(server, cancellationToken);
        var memory = RedisInfo.Parse((await connection.CallAsync(["INFO", "memory"], cancellationToken)).Text);
        var keyspace = RedisInfo.Parse((await connection.CallAsync(["INFO", "keyspace"], cancellationToken)).Text);

        // A cluster's database has no other than number 0: keys=3,expires=1,avg_ttl=0
        var counts = keyspace.GetValueOrDefault("db0", "").Split(',');
        var used = Number(memory.GetValueOrDefault("used_memory", "0"));
        return new DatabaseStats(Count(counts, "keys="), Count(counts, "expires="), used);
    }

    private static long Count(string[] counts, string name) =>
        counts.FirstOrDefault(part => part.StartsWith(name, StringComparison.Ordinal)) is { } part ? Number(part[name.Length..]) : 0;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
