using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.Redis;
using FunctionsExport.Emulators.Samples;

namespace FunctionsExport.EndToEnd.Emulators.Samples;

public sealed class SampleDataTests
{
    private static readonly SampleDataOptions Options = new() { Keys = 6_000 };

    [Fact]
    public async Task Same_seed_gives_the_same_data()
    {
        Assert.Equal(await DigestAsync(Options), await DigestAsync(Options));
        Assert.NotEqual(await DigestAsync(Options), await DigestAsync(new SampleDataOptions { Keys = 6_000, Seed = 2 }));
    }

    [Fact]
    public async Task All_types_are_there_in_small_and_large_encodings()
    {
        await using var server = await RedisServer.StartAsync();
        await SampleData.FillAsync([server.Address], Options);
        var found = await EncodingsAsync(server);
        string[] expected =
        [
            "string embstr", "string int", "string raw", "list quicklist", "hash listpack", "hash hashtable",
            "set hashtable", "set intset", "zset listpack", "zset skiplist", "stream stream",
        ];
        Assert.Empty(expected.Except(found));
    }

    [Fact]
    public async Task Some_keys_expire_and_none_soon()
    {
        await using var server = await RedisServer.StartAsync();
        await SampleData.FillAsync([server.Address], Options);
        Assert.Equal(Options.Keys, await server.CountKeysAsync());
        await using var connection = await server.ConnectAsync();
        var times = new List<long>();
        foreach (var key in (await connection.CallAsync(["KEYS", "*"])).Items)
        {
            times.Add((await connection.CallAsync(["TTL", key.Text])).Integer);
        }

        // -1 says that a key does not expire.
        times.RemoveAll(seconds => seconds == -1);
        Assert.InRange(times.Count, Options.Keys / 20, Options.Keys / 5);
        Assert.All(times, seconds => Assert.InRange(TimeSpan.FromSeconds(seconds), TimeSpan.FromHours(23), TimeSpan.FromDays(30)));
    }

    [Fact]
    public async Task Keys_are_on_the_shard_of_their_slot()
    {
        await using var first = await RedisServer.StartAsync();
        await using var second = await RedisServer.StartAsync();
        await SampleData.FillAsync([first.Address, second.Address], Options);
        Assert.Equal(Options.Keys, await first.CountKeysAsync() + await second.CountKeysAsync());
        foreach (var (server, shard) in new[] { (first, 0), (second, 1) })
        {
            var keys = (await server.CallAsync("KEYS", "*")).Items;
            Assert.NotEmpty(keys);
            Assert.All(keys, key => Assert.Equal(shard, HashSlot.ShardOf(HashSlot.OfKey(key.Text), 2)));
        }
    }

    private static async Task<string> DigestAsync(SampleDataOptions options)
    {
        await using var server = await RedisServer.StartAsync();
        await SampleData.FillAsync([server.Address], options);
        return await server.DigestAsync();
    }

    private static async Task<HashSet<string>> EncodingsAsync(RedisServer server)
    {
        await using var connection = await server.ConnectAsync();
        var found = new HashSet<string>();
        foreach (var key in (await connection.CallAsync(["KEYS", "*"])).Items)
        {
            var type = await connection.CallAsync(["TYPE", key.Text]);
            var encoding = await connection.CallAsync(["OBJECT", "ENCODING", key.Text]);
            found.Add($"{type.Text} {encoding.Text}");
        }

        return found;
    }
}
