using System.Globalization;
using System.Text;
using FunctionsExport.Emulators.Redis;

namespace FunctionsExport.Bench;

/// <summary>Keys and values as applications have them, the same in every run.</summary>
internal static class MixedKeys
{
    private const int SmallLength = 480;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private const int LargeEvery = 2000;
    private const int LargeMembers = 2000;

    private static readonly Random Random = new(20260301);
    private static readonly string[] Words =
        [.. Enumerable.Range(0, 4000).Select(_ => Noise(Random.Next(3, 11)).ToLowerInvariant())];

    /// <summary>A string that no compression makes smaller.</summary>
    public static void SmallString(RespConnection connection, int round) =>
        connection.Queue("SET", $"key:{Text(round)}", Noise(SmallLength));

    /// <summary>A key of each type; now and then a large one, beyond the compact encodings.</summary>
    public static void OneOfEach(RespConnection connection, int round)
    {
        var id = Text(round);
        var members = round % LargeEvery == 0 ? LargeMembers : Random.Next(5, 60);
        connection.Queue("SET", $"page:{id}", Document(Random.Next(3, 12)), "EX", Text(Random.Next(100_000, 10_000_000)));
        connection.Queue("SET", $"token:{id}", Noise(600));
        connection.Queue(["HSET", $"user:{id}", .. Pairs(Random.Next(6, 20), i => ($"field{Text(i)}", Phrase(6)))]);
        connection.Queue(["RPUSH", $"queue:{id}", .. Items(members, _ => Phrase(5))]);
        connection.Queue(["SADD", $"tags:{id}", .. Items(members, _ => Noise(12))]);
        connection.Queue(["SADD", $"ids:{id}", .. Items(members, _ => Text(Random.Next()))]);
        connection.Queue(["ZADD", $"rank:{id}", .. Pairs(members, _ => (Text(Random.Next(1_000_000)), Noise(10)))]);
        connection.Queue("PEXPIRE", $"rank:{id}", Text(Random.Next(100_000_000, int.MaxValue)));
        for (var i = 0; i < members / 4; i++)
        {
            connection.Queue(
                "XADD", $"events:{id}", $"{Text(1_700_000_000_000 + round)}-{Text(i + 1)}", "kind", Words[i % 20], "text", Phrase(8));
        }
    }

    private static IEnumerable<string> Items(int count, Func<int, string> item) => Enumerable.Range(0, count).Select(item);

    private static IEnumerable<string> Pairs(int count, Func<int, (string, string)> pair) =>
        Enumerable.Range(0, count).Select(pair).SelectMany(p => (string[])[p.Item1, p.Item2]);

    private static string Document(int fields) =>
        "{" + string.Join(",", Items(fields, i => $"\"{Words[i]}\":{{\"id\":{Random.Next()},\"text\":\"{Phrase(9)}\"}}")) + "}";

    private static string Phrase(int words)
    {
        var text = new StringBuilder();
        for (var i = 0; i < words; i++)
        {
            // The lower words are the frequent ones.
            var word = (int)(Words.Length * Math.Pow(Random.NextDouble(), 2));
            text.Append(Words[word]).Append(' ');
        }

        return text.ToString();
    }

    private static string Noise(int length) => Random.GetString(Alphabet, length);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
