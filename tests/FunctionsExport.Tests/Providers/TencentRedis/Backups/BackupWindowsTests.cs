using FunctionsExport.Providers.TencentRedis.Backups;

namespace FunctionsExport.Tests.Providers.TencentRedis.Backups;

public sealed class BackupWindowsTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Windows_cover_each_second_once_the_latest_first_and_span_30_days_at_most()
    {
        var from = Now.AddDays(-100);

        var windows = BackupWindows.Between(from, Now).ToList();

        Assert.Equal(4, windows.Count);
        Assert.Equal((Now, from), (windows[0].To, windows[^1].From));
        Assert.All(windows, w => Assert.True(w.To - w.From <= TimeSpan.FromDays(30)));
        Assert.All(windows.Zip(windows.Skip(1)), p => Assert.Equal(p.First.From.AddSeconds(-1), p.Second.To));
    }

    [Fact]
    public void Time_of_one_second_is_one_window() => Assert.Equal([(Now, Now)], BackupWindows.Between(Now, Now));
}
