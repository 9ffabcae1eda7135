using System.Globalization;
using FunctionsExport.Emulators.Redis;

namespace FunctionsExport.Tests.Rdb;

/// <summary>Data of every kind and encoding that a redis-server 7.0 has, in three databases.</summary>
internal static class RdbServerData
{
    public static IEnumerable<string> Texts(int count) =>
        Enumerable.Range(0, count).Select(i => $"text {i} {new string((char)('a' + (i % 26)), i % 90)}");

    public static async Task FillAsync(RespConnection connection)
    {
        await connection.CallAsync(["SELECT", "0"]);
        await FillStringsAsync(connection);
        await connection.CallAsync(["DEBUG", "QUICKLIST-PACKED-THRESHOLD", "1K"]);
        await connection.CallAsync(["RPUSH", "list", .. Texts(3), new string('x', 3000), .. Texts(500)]);
        await connection.CallAsync(["SADD", "numbers", "1", "300", "70000", "5000000000"]);
        await connection.CallAsync(["SADD", "set", .. Texts(700)]);
        await connection.CallAsync(["ZADD", "sorted set", "1", "a", "-inf", "b", "inf", "c", "3.14159", "d"]);
        await connection.CallAsync(["ZADD", "big sorted set", .. Enumerable.Range(0, 600).SelectMany(i => new[] { $"{i * 1.1}", $"m{i}" })]);
        await connection.CallAsync(["HSET", "hash", "field", "value", "number", "12"]);
        await connection.CallAsync(["HSET", "big hash", .. Texts(1200)]);
        await connection.CallAsync(["PFADD", "log", "a", "b", "c"]);
        await connection.CallAsync(["GEOADD", "places", "13.36", "38.11", "Palermo", "15.08", "37.50", "Catania"]);
        await FillStreamsAsync(connection);
        await connection.CallAsync(["FUNCTION", "LOAD", "#!lua name=one\nredis.register_function('one', function() return 1 end)"]);
        await connection.CallAsync(["FUNCTION", "LOAD", "#!lua name=two\nredis.register_function('two', function() return 2 end)"]);
        await FillOtherDatabasesAsync(connection);
    }

    private static async Task FillStringsAsync(RespConnection connection)
    {
        string[] values = ["", "x", "1", "-128", "1000", "-32769", "2147483647", "2147483648", "1.5", .. Texts(100)];
        for (var i = 0; i < values.Length; i++)
        {
            await connection.CallAsync(["SET", $"string {i}", values[i]]);
        }

        await connection.CallAsync(["SET", "", "a key without a name"]);
        await connection.CallAsync(["SET", "12345", "a key that is a number"]);
        await connection.CallAsync(["SET", new string('k', 5000), "a long name"]);
        await connection.CallAsync(["SET", "big compressible", new string('x', 1 << 20)]);
        var random = new Random(6);
        await connection.CallAsync(["SET", "big", string.Create(1_100_000, random, static (text, random) =>
        {
            foreach (ref var character in text)
            {
                character = (char)random.Next(32, 127);
            }
        })]);
    }

    private static async Task FillStreamsAsync(RespConnection connection)
    {
        for (var i = 1; i <= 300; i++)
        {
            await connection.CallAsync(["XADD", "stream", $"{i}-1", "field", $"value {i}", "other", "x"]);
        }

        await connection.CallAsync(["XADD", "stream", "1000-0", "quite", "different"]);
        await connection.CallAsync(["XDEL", "stream", "5-1", "6-1"]);
        await connection.CallAsync(["XGROUP", "CREATE", "stream", "first", "0"]);
        await connection.CallAsync(["XGROUP", "CREATE", "stream", "second", "$"]);
        await connection.CallAsync(["XGROUP", "CREATECONSUMER", "stream", "second", "idle"]);
        await connection.CallAsync(["XREADGROUP", "GROUP", "first", "alice", "COUNT", "50", "STREAMS", "stream", ">"]);
        await connection.CallAsync(["XREADGROUP", "GROUP", "first", "bob", "COUNT", "90", "STREAMS", "stream", ">"]);
        await connection.CallAsync(["XACK", "stream", "first", "1-1", "2-1", "60-1"]);
        await connection.CallAsync(["XGROUP", "CREATE", "empty stream", "group", "$", "MKSTREAM"]);
    }

    private static async Task FillOtherDatabasesAsync(RespConnection connection)
    {
        await connection.CallAsync(["SELECT", "3"]);
        for (var i = 0; i < 200; i++)
        {
            var name = i.ToString(CultureInfo.InvariantCulture);
            await connection.CallAsync(i % 3 == 0 ? ["SET", name, "expires", "EX", "100000"] : ["SET", name, "stays"]);
        }

        await connection.CallAsync(["HSET", "hash", "f", "v"]);
        await connection.CallAsync(["PEXPIREAT", "hash", "4000000000000"]);
        await connection.CallAsync(["SELECT", "15"]);
        await connection.CallAsync(["SET", "only", "one"]);
        await connection.CallAsync(["SELECT", "0"]);
    }
}
