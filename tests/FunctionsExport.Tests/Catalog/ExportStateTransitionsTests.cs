using System.Text.Json;
using FunctionsExport.Catalog;

namespace FunctionsExport.Tests.Catalog;

public sealed class ExportStateTransitionsTests
{
    // One line a state, one column the state that follows, in the order of the lines. A state may follow itself.
    private const string Table = """
        queued      x x . . . . x x x
        starting    . x x . . . x x x
        exporting   . . x x x . x x .
        fetching    . . . x x . x x .
        verifying   . . . . x x x x .
        succeeded   . . . . . x . . .
        failed      . . . . . . x . .
        cancelled   . . . . . . . x .
        skipped     . . . . . . . . x
        """;

    private static readonly string[] Final = ["succeeded", "failed", "cancelled", "skipped"];

    public static TheoryData<ExportState, ExportState, bool> Pairs()
    {
        var rows = Table.Split('\n', StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToList();
        var data = new TheoryData<ExportState, ExportState, bool>();
        foreach (var row in rows)
        {
            for (var column = 0; column < rows.Count; column++)
            {
                data.Add(Parse(row[0]), Parse(rows[column][0]), row[column + 1] == "x");
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void State_may_follow_only_where_the_table_says_so(ExportState from, ExportState to, bool valid) =>
        Assert.Equal(valid, ExportStateTransitions.IsValid(from, to));

    [Fact]
    public void Table_has_every_pair() =>
        Assert.Equal(Math.Pow(Enum.GetValues<ExportState>().Length, 2), Pairs().Count);

    [Theory]
    [MemberData(nameof(States))]
    public void Final_states_are_those_that_nothing_follows(ExportState state)
    {
        Assert.Equal(Final.Contains(Name(state)), ExportStateTransitions.IsFinal(state));
        Assert.Equal(
            ExportStateTransitions.IsFinal(state),
            Enum.GetValues<ExportState>().All(to => to == state || !ExportStateTransitions.IsValid(state, to)));
    }

    [Fact]
    public void Every_state_can_be_reached_from_queued()
    {
        var reached = new HashSet<ExportState> { ExportState.Queued };
        while (Enum.GetValues<ExportState>().FirstOrDefault(
            to => !reached.Contains(to) && reached.Any(from => ExportStateTransitions.IsValid(from, to)), (ExportState)(-1)) is
            var next && next >= 0)
        {
            reached.Add(next);
        }

        Assert.Equal(Enum.GetValues<ExportState>().Order(), reached.Order());
    }

    [Theory]
    [MemberData(nameof(States))]
    public void State_is_written_as_its_name_and_read_again(ExportState state)
    {
        var json = JsonSerializer.Serialize(state);

        Assert.Equal($"\"{Name(state)}\"", json);
        Assert.Equal(state, JsonSerializer.Deserialize<ExportState>(json));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("\"done\"")]
    [InlineData("null")]
    public void Anything_else_is_no_state(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ExportState>(json));

    public static TheoryData<ExportState> States() => new(Enum.GetValues<ExportState>());

    private static string Name(ExportState state) => state.ToString().ToLowerInvariant();

    private static ExportState Parse(string name) => Enum.Parse<ExportState>(name, ignoreCase: true);
}
