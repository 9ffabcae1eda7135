using FunctionsExport.Retention;
using FunctionsExport.Tests.Configuration.Support;

namespace FunctionsExport.Tests.Retention;

public sealed class RetentionSettingsTests
{
    private const string Prefix = Settings.Source + "Retention__";

    [Fact]
    public void Without_settings_there_is_no_policy()
    {
        Assert.Null(Settings.Read().Sources["orders"].Retention);
        Assert.Null(Settings.Read((Prefix + "KeepLast", " "), (Prefix + "KeepFor", "")).Sources["orders"].Retention);
    }

    [Fact]
    public void Settings_become_the_policy()
    {
        Assert.Equal(
            new RetentionPolicy(7, TimeSpan.FromDays(30), 2),
            Settings.Read((Prefix + "KeepLast", "7"), (Prefix + "KeepFor", "30.00:00:00"), (Prefix + "KeepProven", "2"))
                .Sources["orders"].Retention);
        Assert.Equal(new RetentionPolicy(7, null, 1), Settings.Read((Prefix + "KeepLast", "7")).Sources["orders"].Retention);
    }

    [Fact]
    public void All_faults_are_told()
    {
        var faults = Settings.Faults(
            (Prefix + "KeepLast", "0"), (Prefix + "KeepFor", "soon"), (Prefix + "KeepProven", "none"), (Prefix + "KeepAll", "1"));

        Assert.Equal(
            [
                Prefix + "KeepLast must be a whole number from 1 to 100000, but is '0'.",
                Prefix + "KeepFor must be a time from 01:00:00 to 36500.00:00:00, written hh:mm:ss or d.hh:mm:ss, but is 'soon'.",
                Prefix + "KeepProven must be a whole number from 1 to 100000, but is 'none'.",
                Prefix + "KeepAll is not a setting; the settings here are KeepFor, KeepLast, KeepProven.",
            ],
            faults);
    }

    [Fact]
    public void Minimum_without_a_rule_is_a_fault() => Assert.Equal(
        Prefix + "KeepProven has no effect by itself; set KeepLast or KeepFor beside it, or remove it to keep every export.",
        Settings.Fault((Prefix + "KeepProven", "2")));

    [Theory]
    [InlineData(null, null)]
    [InlineData("90.00:00:00", 90.0)]
    public void History_is_kept_for_the_time_that_is_set(string? value, double? days) => Assert.Equal(
        days is null ? null : TimeSpan.FromDays(days.Value), Settings.Read(("Export__HistoryRetention", value)).HistoryRetention);

    [Fact]
    public void History_may_be_kept_for_ever() => Assert.Equal(
        Timeout.InfiniteTimeSpan, Settings.Read(("Export__HistoryRetention", "never")).HistoryRetention);

    [Fact]
    public void History_is_kept_for_a_day_at_least() => Assert.StartsWith(
        "Export__HistoryRetention must be a time from 1.00:00:00 to 36500.00:00:00",
        Settings.Fault(("Export__HistoryRetention", "12:00:00")), StringComparison.Ordinal);
}
