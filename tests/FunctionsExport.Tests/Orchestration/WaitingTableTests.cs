using System.Globalization;
using FunctionsExport.Tests.Orchestration.Support;
using FunctionsExport.Tests.Support;

namespace FunctionsExport.Tests.Orchestration;

/// <summary>Holds the table of docs/exports.md, "Waiting", to the simulation that it tells of.</summary>
public sealed class WaitingTableTests
{
    private static readonly TimeSpan[] Durations =
        [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10), TimeSpan.FromHours(2), TimeSpan.FromHours(12)];

    [Theory]
    [InlineData("steady")]
    [InlineData("steady, told in steps of 10 %")]
    [InlineData("stands still at 40 %, then ends")]
    [InlineData("at 100 % after half of its time, still uploading")]
    [InlineData("tells none")]
    public void Row_of_the_documentation_is_what_the_simulation_gives(string progress)
    {
        var cells = Durations.Select(duration => Cell(PollingRun.Of(duration, elapsed => ProgressOf(progress, elapsed / duration))));
        var row = $"| {progress} | {string.Join(" | ", cells)} |";

        Assert.Contains(row, Document.Of("exports.md").Text.Split('\n'));
    }

    private static double? ProgressOf(string progress, double share) => progress switch
    {
        "steady" => 100 * share,
        "steady, told in steps of 10 %" => Math.Floor(10 * share) * 10,
        "stands still at 40 %, then ends" => Math.Min(100 * share, 40),
        "at 100 % after half of its time, still uploading" => Math.Min(200 * share, 100),
        "tells none" => null,
        _ => throw new ArgumentOutOfRangeException(nameof(progress)),
    };

    private static string Cell(PollingRun run) => run.Late < TimeSpan.FromMinutes(2)
        ? string.Create(CultureInfo.InvariantCulture, $"{run.Checks}, {run.Late.TotalSeconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{run.Checks}, {run.Late.TotalMinutes:0} min");
}
