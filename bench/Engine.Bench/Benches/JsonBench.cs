using System.Diagnostics;
using LocalFunctions.DurableTask.Converters;

namespace Engine.Bench.Benches;

/// <summary>What the JSON of one activity costs: its input and its result, each written and read.</summary>
internal static class JsonBench
{
    private const int Rounds = 20_000;
    private const int Repeats = 20;

    public static IEnumerable<IReadOnlyList<string>> Run()
    {
        var fastest = Enumerable.Range(0, Repeats).Min(_ =>
        {
            var stopwatch = Stopwatch.StartNew();
            for (var round = 0; round < Rounds; round++)
            {
                Convert(round);
                Convert(round + 1);
            }

            return stopwatch.Elapsed.TotalMicroseconds / Rounds;
        });
        yield return ["JSON of one activity of the benches", $"{fastest:F1} µs", ""];
    }

    private static void Convert(int value)
    {
        var converter = JsonDataConverter.Default;
        converter.Deserialize(converter.Serialize(value), typeof(int));
    }
}
