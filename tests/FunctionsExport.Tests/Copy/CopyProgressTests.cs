using FunctionsExport.Copy;
using FunctionsExport.Tests.Transfer.Support;

namespace FunctionsExport.Tests.Copy;

public sealed class CopyProgressTests : IDisposable
{
    private const long Mebibyte = 1024 * 1024;
    private readonly HandTime _time = new();
    private readonly StringWriter _output = new();

    public void Dispose() => _output.Dispose();

    [Theory]
    [InlineData(0, 100, 0, "[..............................]   0 % of 100 MiB, 0 MiB/s")]
    [InlineData(50, 100, 10, "[###############...............]  50 % of 100 MiB, 10 MiB/s, 00:00:05 left")]
    [InlineData(100, 100, 10, "[##############################] 100 % of 100 MiB, 10 MiB/s, 00:00:00 left")]
    [InlineData(50, null, 10, "50 MiB, 10 MiB/s")]
    [InlineData(0, 0, 0, "0 MiB, 0 MiB/s")]
    public void Line_tells_share_rate_and_time_left(int done, int? size, int rate, string line) =>
        Assert.Equal(line, CopyProgress.Format(done * Mebibyte, size * Mebibyte, rate * Mebibyte));

    [Fact]
    public void Copy_that_hardly_moves_has_no_time_left() =>
        Assert.DoesNotContain("left", CopyProgress.Format(1, long.MaxValue, 1), StringComparison.Ordinal);

    [Fact]
    public void Rate_is_of_what_this_run_has_sent_and_never_below_0()
    {
        using var progress = new CopyProgress(_output, isShown: true, _time);
        progress.Report(60 * Mebibyte, 100 * Mebibyte);
        _time.Now = TimeSpan.FromSeconds(2);

        progress.Report(80 * Mebibyte, 100 * Mebibyte);
        Assert.Contains(" 80 % of 100 MiB, 10 MiB/s, 00:00:02 left", _output.ToString(), StringComparison.Ordinal);

        // Begun anew: the file has changed.
        _time.Now = TimeSpan.FromSeconds(4);
        progress.Report(10 * Mebibyte, 100 * Mebibyte);
        Assert.Contains(" 10 % of 100 MiB, 0 MiB/s", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Line_is_drawn_five_times_a_second_at_most_and_wiped_at_the_end()
    {
        var progress = new CopyProgress(_output, isShown: true, _time);
        _time.Now = TimeSpan.FromSeconds(1);
        progress.Report(1, 2);
        var drawn = _output.ToString();
        progress.Report(2, 2);
        Assert.Equal(drawn, _output.ToString());

        progress.Dispose();

        Assert.EndsWith("\r" + new string(' ', drawn.Length - 1) + "\r", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_terminal_nothing_is_drawn()
    {
        using (var progress = new CopyProgress(_output, isShown: false, _time))
        {
            _time.Now = TimeSpan.FromSeconds(1);
            progress.Report(1, 2);
        }

        Assert.Equal("", _output.ToString());
    }
}
