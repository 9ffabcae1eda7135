using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.Redis;

namespace FunctionsExport.EndToEnd.Emulators.Redis;

public sealed class HashSlotTests
{
    [Theory]
    [InlineData("123456789", 0x31C3)] // the CRC-16's own check value
    [InlineData("{user1000}.following", 3443)]
    [InlineData("{user1000}.followers", 3443)]
    [InlineData("foo{}{bar}", 8363)]
    [InlineData("", 0)]
    public void OfKey_gives_the_slot_that_Redis_Cluster_gives(string key, int slot) => Assert.Equal(slot, HashSlot.OfKey(key));

    [Fact]
    public async Task OfKey_agrees_with_redis_server()
    {
        await using var server = await RedisServer.StartAsync(new RedisServerOptions { Settings = ["cluster-enabled yes"] });
        await using var connection = await server.ConnectAsync();
        foreach (var key in new[] { "a", "foo", "foo{}{bar}", "foo{{bar}}zap", "foo{bar}{zap}", "{x", "naïve", "{東京}1" })
        {
            Assert.Equal((await connection.CallAsync(["CLUSTER", "KEYSLOT", key])).Integer, HashSlot.OfKey(key));
        }
    }

    [Theory]
    [InlineData(1, "0-16383")]
    [InlineData(2, "0-8191 8192-16383")]
    [InlineData(3, "0-5460 5461-10922 10923-16383")]
    public void OfShard_divides_as_a_cluster_does(int shards, string expected) =>
        Assert.Equal(expected, string.Join(' ', Enumerable.Range(0, shards).Select(shard =>
        {
            var (first, last) = HashSlot.OfShard(shard, shards);
            return $"{first}-{last}";
        })));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(512)]
    public void Every_slot_belongs_to_the_shard_that_has_it(int shards)
    {
        for (var slot = 0; slot < HashSlot.Count; slot++)
        {
            var (first, last) = HashSlot.OfShard(HashSlot.ShardOf(slot, shards), shards);
            Assert.InRange(slot, first, last);
        }
    }
}
