using System.Globalization;

namespace FunctionsExport.Emulators.Samples;

/// <summary>Makes the sample's keys, each type in its encodings: small, large, of integers.</summary>
internal sealed class SampleKeys(Random random)
{
    // Beyond the limits of the compact encodings (128 entries, 512 integers), one key in so many.
    private const int LargeEvery = 500;
    private const int SmallMembers = 12;
    private const int LargeMembersFrom = 600;
    private const int LargeMembersTo = 3_000;
    private const long FirstStreamMillisecond = 1_700_000_000_000;

    private static readonly string[] Words =
    [
        "amber", "birch", "cobalt", "delta", "ember", "fjord", "garnet", "harbour", "indigo", "juniper", "kelp", "lagoon",
        "maple", "nickel", "ochre", "pewter", "quartz", "russet", "saffron", "teal", "umber", "violet", "willow", "zinc",
        "naïve café", "Größe", "東京", "🜁",
    ];

    private readonly (string Prefix, int Weight, Func<string, int, IReadOnlyList<IReadOnlyList<string>>> Make)[] _types =
    [
        ("session", 28, (key, size) => MakeString(key, size, random)),
        ("counter", 12, (key, _) => MakeInteger(key, random)),
        ("profile", 16, (key, size) => MakeHash(key, size, random)),
        ("queue", 10, (key, size) => MakeList(key, size, random)),
        ("tags", 8, (key, size) => MakeSet(key, size, random)),
        ("ids", 6, (key, size) => MakeIntegerSet(key, size, random)),
        ("ranking", 8, (key, size) => MakeSortedSet(key, size, random)),
        ("events", 4, (key, size) => MakeStream(key, size, random)),
        ("active", 3, (key, size) => MakeBitmap(key, size, random)),
        ("visitors", 3, (key, size) => MakeHyperLogLog(key, size, random)),
        ("places", 2, (key, size) => MakeGeo(key, size, random)),
    ];

    /// <summary>The next key; <paramref name="index"/>, from 0, is part of its name.</summary>
    public SampleKey Make(int index)
    {
        // Large keys take the types in turn, so that a few thousand keys already hold each type in both encodings.
        var large = index % LargeEvery == LargeEvery - 1;
        var (prefix, _, make) = large ? _types[index / LargeEvery % _types.Length] : PickType();
        var name = $"{prefix}:{Text(index)}";
        var size = large ? random.Next(LargeMembersFrom, LargeMembersTo) : random.Next(1, SmallMembers);
        return new SampleKey(name, make(name, size));
    }

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private (string Prefix, int Weight, Func<string, int, IReadOnlyList<IReadOnlyList<string>>> Make) PickType()
    {
        var pick = random.Next(_types.Sum(type => type.Weight));
        return _types.First(type => (pick -= type.Weight) < 0);
    }

    private static IReadOnlyList<IReadOnlyList<string>> MakeString(string key, int size, Random random) =>
        [["SET", key, size >= LargeMembersFrom ? Noise(size * 40, random) : Phrase(size, random)]];

    // Redis writes integers in 1, 2, 4 bytes or as text by their size.
    private static IReadOnlyList<IReadOnlyList<string>> MakeInteger(string key, Random random) =>
        [["SET", key, Text(random.NextInt64(-1L << random.Next(4, 62), 1L << random.Next(4, 62)))]];

    private static IReadOnlyList<IReadOnlyList<string>> MakeHash(string key, int size, Random random) =>
        [["HSET", key, .. Members(size, i => [$"field{Text(i)}", i % 3 == 0 ? Text(random.Next()) : Phrase(3, random)])]];

    private static IReadOnlyList<IReadOnlyList<string>> MakeList(string key, int size, Random random) =>
        [["RPUSH", key, .. Members(size, i => [i % 4 == 0 ? Text(i) : Phrase(4, random)])]];

    private static IReadOnlyList<IReadOnlyList<string>> MakeSet(string key, int size, Random random) =>
        [["SADD", key, .. Members(size, i => [$"{Words[random.Next(Words.Length)]}-{Text(i)}"])]];

    private static IReadOnlyList<IReadOnlyList<string>> MakeIntegerSet(string key, int size, Random random)
    {
        // 16, 32 or 64 bits wide by the largest member; up to 512 members.
        var limit = 1L << (random.Next(3) switch { 0 => 14, 1 => 30, _ => 60 });
        return [["SADD", key, .. Members(Math.Min(size, 500), _ => [Text(random.NextInt64(-limit, limit))])]];
    }

    private static IReadOnlyList<IReadOnlyList<string>> MakeSortedSet(string key, int size, Random random) =>
        [["ZADD", key, .. Members(size, i => [Score(random), $"player{Text(i)}"])]];

    private static List<IReadOnlyList<string>> MakeStream(string key, int size, Random random)
    {
        var commands = new List<IReadOnlyList<string>>();
        for (var i = 0; i < size; i++)
        {
            var id = $"{Text(FirstStreamMillisecond + i)}-1";
            commands.Add(["XADD", key, id, "sensor", Text(i % 7), "text", Phrase(2, random)]);
        }

        // A deleted entry, and a group with entries read and acknowledged, and others pending.
        commands.Add(["XDEL", key, $"{Text(FirstStreamMillisecond)}-1"]);
        commands.Add(["XGROUP", "CREATE", key, "workers", "0"]);
        commands.Add(["XREADGROUP", "GROUP", "workers", "first", "COUNT", "5", "STREAMS", key, ">"]);
        commands.Add(["XACK", key, "workers", $"{Text(FirstStreamMillisecond + 1)}-1"]);
        return commands;
    }

    private static List<IReadOnlyList<string>> MakeBitmap(string key, int size, Random random) =>
    [
        .. Enumerable.Range(0, Math.Min(size, 50))
            .Select(_ => new[] { "SETBIT", key, Text(random.Next(size * 100)), "1" }),
    ];

    private static IReadOnlyList<IReadOnlyList<string>> MakeHyperLogLog(string key, int size, Random random) =>
        [["PFADD", key, .. Members(size, _ => [Text(random.NextInt64())])]];

    private static IReadOnlyList<IReadOnlyList<string>> MakeGeo(string key, int size, Random random) =>
        [["GEOADD", key, .. Members(size, i => [Degrees(180, random), Degrees(85, random), $"place{Text(i)}"])]];

    private static IEnumerable<string> Members(int count, Func<int, string[]> make) =>
        Enumerable.Range(0, count).SelectMany(make);

    private static string Phrase(int words, Random random) =>
        string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));

    private static string Noise(int bytes, Random random)
    {
        var noise = new byte[bytes];
        random.NextBytes(noise);
        return Convert.ToBase64String(noise);
    }

    private static string Score(Random random) => random.Next(20) switch
    {
        0 => "-inf",
        1 => "+inf",
        < 10 => Text(random.Next(-1_000, 1_000)),
        _ => (random.NextDouble() * 1_000).ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Degrees(int limit, Random random) =>
        ((random.NextDouble() * 2 - 1) * limit).ToString("F6", CultureInfo.InvariantCulture);
}
