using LocalFunctions.Hosting;
using LocalFunctions.Hosting.Configuration;
using Microsoft.Extensions.Configuration;

namespace LocalFunctions.Tests.Hosting.Configuration;

public sealed class HistoryRetentionTests
{
    [Theory]
    [InlineData(null, "30.00:00:00")]
    [InlineData("7", "7.00:00:00")]
    [InlineData("12:00:00", "12:00:00")]
    [InlineData("1.06:00:00", "1.06:00:00")]
    [InlineData("Never", "-00:00:00.0010000")]
    public void Age_is_read(string? text, string expected)
    {
        var faults = new List<string>();

        Assert.Equal(expected, HistoryRetention.Parse(text, "Key", faults).ToString());
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("36501")]
    [InlineData("30 days")]
    [InlineData("48:00:00")]
    public void Fault_names_the_setting_the_value_and_the_remedy(string text)
    {
        var faults = new List<string>();

        HistoryRetention.Parse(text, "LocalFunctions:HistoryRetention", faults);

        var fault = Assert.Single(faults);
        Assert.StartsWith($"LocalFunctions:HistoryRetention: \"{text}\"", fault, StringComparison.Ordinal);
        Assert.Contains("30.00:00:00", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Option_wins_over_the_setting()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("LocalFunctions:HistoryRetention", "7")])
            .Build();
        using var folder = new TempFolder().With("host.json", TestApp.MinimalHostJson);
        TimeSpan Read(LocalFunctionsOptions options)
            => HostSettings.Read(options, configuration, folder.Path, []).HistoryRetention;

        Assert.Equal(TimeSpan.FromDays(7), Read(new LocalFunctionsOptions()));
        Assert.Equal(TimeSpan.FromDays(2), Read(new LocalFunctionsOptions { HistoryRetention = TimeSpan.FromDays(2) }));
    }
}
