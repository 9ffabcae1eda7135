using System.Text.RegularExpressions;

namespace LocalFunctions.Tests.Hosting.Management;

/// <summary>Each answer is the one that was recorded on the real host; see Recordings/README.md.</summary>
public sealed class RecordingTests(RecordedRun run) : IClassFixture<RecordedRun>
{
    /// <summary>Which recordings are not compared, and why.</summary>
    public static IReadOnlyDictionary<int, string> LeftOut { get; } = new Dictionary<int, string>
    {
        [1] = NotMirrored,
        [2] = NotMirrored,
        [3] = NotMirrored,
        [4] = NotMirrored,
        [5] = NotMirrored,
        [100] = NoRewind,
        [101] = NoRewind,
        [111] = NotMirrored,
        [112] = NotMirrored,
        [241] = "A scheduled instance can be suspended here.",
    };

    private const string NotMirrored = "HttpRequestData and CreateHttpManagementPayload are not mirrored.";
    private const string NoRewind = "There is no rewind.";

    // What differs here, and is compared as such.
    private static readonly Dictionary<int, (string Recorded, string Here)> Differences = new()
    {
        [23] = ("\"customStatus\":\"from gen0\"", "\"customStatus\":null"),
        [24] = ("\"customStatus\":\"from gen0\"", "\"customStatus\":null"),
        [33] = ("\"ErrorType\":\"\\(unknown\\)\"", "\"ErrorType\":\"Behave.MyAppException\""),
        [122] = ("\"input\":\"[^\"]+\"", "\"input\":null"),
    };

    public static TheoryData<int, string> Compared()
    {
        var data = new TheoryData<int, string>();
        foreach (var recording in RecordingFiles.All.Where(recording => !LeftOut.ContainsKey(recording.Number)))
        {
            data.Add(recording.Number, recording.Title);
        }

        return data;
    }

    [Fact]
    public void The_recordings_are_all_there()
    {
        Assert.Equal(
            [.. Enumerable.Range(1, 123), .. Enumerable.Range(201, 45)],
            RecordingFiles.All.Select(recording => recording.Number));
    }

    [Theory]
    [MemberData(nameof(Compared))]
    public void An_answer_is_the_recorded_one(int number, string title)
    {
        var recorded = AnswerPattern.TextOf(RecordingFiles.All.Single(recording => recording.Number == number).Answer);
        if (Differences.TryGetValue(number, out var difference))
        {
            Assert.Matches(difference.Recorded, recorded);
            recorded = Regex.Replace(recorded, difference.Recorded, difference.Here);
        }

        var answered = run.AnswerTo(number);

        Assert.True(
            AnswerPattern.Matches(recorded, answered, run.ValuesOf(number)),
            $"{number}. {title}\n--- recorded\n{recorded}\n--- answered\n{answered}");
    }
}
