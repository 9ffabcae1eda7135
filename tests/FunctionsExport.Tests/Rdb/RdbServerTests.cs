using System.Globalization;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.Redis;
using FunctionsExport.Rdb;

namespace FunctionsExport.Tests.Rdb;

/// <summary>Files that the redis-server of the machine writes, counted by it and by the verifier.</summary>
public sealed class RdbServerTests
{
    // Small limits make the server write the types of big collections.
    private static readonly string[] NothingPacked =
    [
        "hash-max-listpack-entries 0", "zset-max-listpack-entries 0", "set-max-intset-entries 0", "list-max-listpack-size 2",
        "stream-node-max-entries 2",
    ];

    public static TheoryData<string, string[], Proof> Configurations => new()
    {
        { "as it comes", [], Proof.Full },
        { "nothing packed", NothingPacked, Proof.Full },
        { "not compressed", ["rdbcompression no"], Proof.Full },
        { "no checksum", ["rdbchecksum no"], Proof.Structure },
        { "frequencies", ["maxmemory 1gb", "maxmemory-policy allkeys-lfu"], Proof.Full },
        { "idle times", ["maxmemory 1gb", "maxmemory-policy allkeys-lru"], Proof.Full },
    };

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task File_of_a_server_holds_what_the_server_counts(string what, string[] settings, Proof proof)
    {
        await using var server = await RedisServer.StartAsync(new RedisServerOptions { Settings = settings });
        await using var connection = await server.ConnectAsync();
        await RdbServerData.FillAsync(connection);
        await connection.CallAsync(["SAVE"]);
        var file = await File.ReadAllBytesAsync(Path.Combine(server.DataFolder, "dump.rdb"));

        var report = Verified.Whole(file);

        Assert.True(report.Fault is null && report.Unknown is null, $"{what}: {report.Fault} {report.Unknown}");
        Assert.Equal(proof, report.Proof);
        Assert.Equal(proof == Proof.Full ? report.Checksum : 0, report.RecordedChecksum);
        Assert.Equal(RdbFormat.Redis, report.Format);
        Assert.Equal(RedisInfo.Parse((await connection.CallAsync(["INFO", "server"])).Text)["redis_version"], report.Aux["redis-ver"]);
        Assert.Equal(2, report.Functions);
        Assert.Equal((RdbKind.String, 0, "big"), (report.BiggestKey!.Kind, report.BiggestKey.Database, report.BiggestKey.Name));
        Assert.Equal(await CountAsync(connection, report), report.Databases.Select(d => (d.Number, d.Keys, d.KeysWithExpiry)));
        var random = new Random(5);
        Assert.Equal(Verified.Summary(report), Verified.Summary(Verified.InPieces(file, () => random.Next(1, 3000))));
        Assert.True((await RedisCheckRdb.RunAsync(file)).Accepts);
    }

    [Fact]
    public async Task Kinds_and_elements_are_those_of_the_server()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await server.ConnectAsync();
        string[][] biggest =
        [
            ["RPUSH", "list", .. RdbServerData.Texts(3000)],
            ["SADD", "set", .. RdbServerData.Texts(3000)],
            ["SADD", "numbers", .. Enumerable.Range(0, 400).Select(i => i.ToString(CultureInfo.InvariantCulture))],
            ["HSET", "hash", .. RdbServerData.Texts(3000)],
            ["HSET", "small hash", .. RdbServerData.Texts(100)],
            ["ZADD", "sorted set", .. Enumerable.Range(0, 1000).SelectMany(i => new[] { $"{i}.5", $"member {i}" })],
        ];
        (RdbKind Kind, long Elements)[] expected =
        [
            (RdbKind.List, 3000), (RdbKind.Set, 3000), (RdbKind.Set, 400), (RdbKind.Hash, 1500), (RdbKind.Hash, 50),
            (RdbKind.SortedSet, 1000),
        ];
        for (var i = 0; i < biggest.Length; i++)
        {
            await connection.CallAsync(["FLUSHALL"]);
            await connection.CallAsync(biggest[i]);
            await connection.CallAsync(["SAVE"]);
            var report = Verified.Whole(await File.ReadAllBytesAsync(Path.Combine(server.DataFolder, "dump.rdb")));
            var key = report.BiggestKey!;
            Assert.Equal((biggest[i][1], expected[i].Kind, expected[i].Elements), (key.Name, key.Kind, key.Elements!.Value));
        }
    }

    private static async Task<List<(long Number, long Keys, long Expiries)>> CountAsync(RespConnection connection, RdbReport report)
    {
        // "db0:keys=12,expires=3,avg_ttl=0"; DBSIZE says the number of keys once more.
        var keyspace = RedisInfo.Parse((await connection.CallAsync(["INFO", "keyspace"])).Text);
        var counts = new List<(long Number, long Keys, long Expiries)>();
        foreach (var (name, text) in keyspace.Where(entry => entry.Key.StartsWith("db", StringComparison.Ordinal)))
        {
            var numbers = text.Split(',').Select(part => long.Parse(part.Split('=')[1], CultureInfo.InvariantCulture)).ToArray();
            counts.Add((long.Parse(name.AsSpan(2), CultureInfo.InvariantCulture), numbers[0], numbers[1]));
        }

        foreach (var database in report.Databases)
        {
            await connection.CallAsync(["SELECT", database.Number.ToString(CultureInfo.InvariantCulture)]);
            Assert.Equal((await connection.CallAsync(["DBSIZE"])).Integer, database.Keys);
        }

        return [.. counts.OrderBy(count => count.Number)];
    }
}
