using FunctionsExport.Emulators.Redis;

namespace FunctionsExport.Emulators.Samples;

/// <summary>
/// Fills redis-servers with data of all core types, in their small and large encodings; some keys expire. Keys go to the
/// shard that has their hash slot, all in database 0, the only one that Redis Enterprise has.
/// </summary>
internal static class SampleData
{
    private const int CommandsInBatch = 1_000;
    private const int MinTtlSeconds = 86_400;
    private const int MaxTtlSeconds = 30 * 86_400;

    /// <summary>Adds the sample to the servers, which are the shards of one database, in slot order.</summary>
    /// <exception cref="RedisErrorException">A server refused a command (a password, too little memory).</exception>
    public static async Task FillAsync(
        IReadOnlyList<RedisAddress> shards, SampleDataOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SampleDataOptions();
        var connections = new List<RespConnection>();
        try
        {
            foreach (var shard in shards)
            {
                connections.Add(await RespConnection.ConnectAsync(shard, cancellationToken));
            }

            await FillAsync(connections, options, cancellationToken);
        }
        finally
        {
            foreach (var connection in connections)
            {
                await connection.DisposeAsync();
            }
        }
    }

    private static async Task FillAsync(
        List<RespConnection> connections, SampleDataOptions options, CancellationToken cancellationToken)
    {
        // One generator in one order, so that the number of shards does not change the data.
        var random = new Random(options.Seed);
        var keys = new SampleKeys(random);
        for (var index = 0; index < options.Keys; index++)
        {
            var key = keys.Make(index);
            var connection = connections[HashSlot.ShardOf(HashSlot.OfKey(key.Name), connections.Count)];
            foreach (var command in key.Commands)
            {
                await QueueAsync(connection, command, cancellationToken);
            }

            if (random.NextDouble() < options.Expiring)
            {
                var seconds = SampleKeys.Text(random.Next(MinTtlSeconds, MaxTtlSeconds));
                await QueueAsync(connection, ["EXPIRE", key.Name, seconds], cancellationToken);
            }
        }

        foreach (var connection in connections)
        {
            await connection.FlushAsync(cancellationToken);
        }
    }

    private static async Task QueueAsync(
        RespConnection connection, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        if (connection.Queue(command) >= CommandsInBatch)
        {
            await connection.FlushAsync(cancellationToken);
        }
    }
}
