using FunctionsExport.Emulators.Processes;

namespace FunctionsExport.EndToEnd.Processes;

public sealed class OutputLinesTests
{
    [Fact]
    public void Lines_beyond_the_capacity_push_out_the_oldest()
    {
        var lines = new OutputLines(3);
        foreach (var line in new[] { "a", "b", "c", "d" })
        {
            lines.Add(line);
        }

        Assert.Equal(["b", "c", "d"], lines.Last(10));
        Assert.Equal(["d"], lines.Last(1));
    }

    [Fact]
    public async Task Line_that_came_before_the_wait_is_found()
    {
        var lines = new OutputLines(3);
        lines.Add("ready on 1");
        Assert.Equal("ready on 1", await lines.FirstAsync(line => line.StartsWith("ready", StringComparison.Ordinal), default));
    }

    [Fact]
    public async Task Line_that_comes_during_the_wait_ends_it()
    {
        var lines = new OutputLines(3);
        var wait = lines.FirstAsync(line => line == "b", default);
        lines.Add("a");
        Assert.False(wait.IsCompleted);
        lines.Add("b");
        Assert.Equal("b", await wait);
    }
}
