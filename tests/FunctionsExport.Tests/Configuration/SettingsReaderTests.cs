using FunctionsExport.Configuration;
using Microsoft.Extensions.Configuration;

namespace FunctionsExport.Tests.Configuration;

public sealed class SettingsReaderTests
{
    private readonly SettingsReport _report = new();

    [Fact]
    public void Text_is_trimmed_and_blank_is_absent()
    {
        var reader = Read(("Name", "  x "), ("Blank", "  "));

        Assert.Equal("x", reader.Text("Name"));
        Assert.Null(reader.Text("Blank"));
        Assert.Null(reader.Text("None"));
        Assert.False(reader.HasFaults);
    }

    [Fact]
    public void Missing_text_is_reported_with_its_name_and_remedy()
    {
        Assert.Null(Read().RequiredText("Name", "your name"));

        Assert.Equal(["Export__Part__Name is missing; set it to your name."], _report.Faults);
    }

    [Fact]
    public void Secret_is_kept_as_written_and_remembered()
    {
        var reader = Read(("Password", " p w "));

        Assert.Equal(" p w ", reader.Secret("Password"));
        Assert.Equal([" p w "], _report.Secrets);
        Assert.Equal("is*** x", _report.CreateScrubber().Scrub("is p w  x"));
    }

    [Fact]
    public void Missing_secret_is_reported()
    {
        Assert.Null(Read(("Password", "")).RequiredSecret("Password", "a password"));

        Assert.Equal(["Export__Part__Password is missing; set it to a password."], _report.Faults);
        Assert.Empty(_report.Secrets);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("one", 1)]
    [InlineData(" TWO ", 2)]
    public void Named_value_is_read_in_any_case(string? text, int expected)
    {
        Assert.Equal(expected, Read(("Number", text)).OneOf("Number", 0, ("One", 1), ("Two", 2)));
        Assert.Empty(_report.Faults);
    }

    [Fact]
    public void Value_that_has_no_name_is_reported_with_the_names()
    {
        Assert.Equal(0, Read(("Number", "1")).OneOf("Number", 0, ("One", 1), ("Two", 2), ("Three", 3)));

        Assert.Equal(["Export__Part__Number must be One, Two or Three, but is '1'."], _report.Faults);
    }

    [Theory]
    [InlineData(null, true, true)]
    [InlineData("", false, false)]
    [InlineData("true", false, true)]
    [InlineData("FALSE", true, false)]
    public void Flag_is_true_or_false_or_its_default(string? text, bool defaultValue, bool expected)
    {
        Assert.Equal(expected, Read(("Flag", text)).Flag("Flag", defaultValue));
        Assert.Empty(_report.Faults);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("1")]
    public void Flag_that_is_neither_is_reported(string text)
    {
        Read(("Flag", text)).Flag("Flag", defaultValue: true);

        Assert.Equal([$"Export__Part__Flag must be true or false, but is '{text}'."], _report.Faults);
    }

    [Theory]
    [InlineData(null, 5)]
    [InlineData("1", 1)]
    [InlineData(" 10 ", 10)]
    public void Whole_number_between_its_bounds_is_read(string? text, int expected)
    {
        Assert.Equal(expected, Read(("Count", text)).WholeNumber("Count", 5, 1, 10));
        Assert.Empty(_report.Faults);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("11")]
    [InlineData("1.5")]
    [InlineData("1,000")]
    [InlineData("0x5")]
    [InlineData("five")]
    [InlineData("99999999999")]
    public void Whole_number_outside_its_bounds_is_reported(string text)
    {
        Read(("Count", text)).WholeNumber("Count", 5, 1, 10);

        Assert.Equal([$"Export__Part__Count must be a whole number from 1 to 10, but is '{text}'."], _report.Faults);
    }

    [Theory]
    [InlineData(null, "00:00:30")]
    [InlineData("00:00:01", "00:00:01")]
    [InlineData("1.00:00:00", "1.00:00:00")]
    public void Duration_between_its_bounds_is_read(string? text, string expected)
    {
        Assert.Equal(expected, Duration(text).ToString("c"));
        Assert.Empty(_report.Faults);
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("1.00:00:01")]
    [InlineData("24:00:00")]
    [InlineData("30")]
    [InlineData("-00:00:30")]
    [InlineData("soon")]
    public void Duration_outside_its_bounds_is_reported(string text)
    {
        Duration(text);

        Assert.Equal(
            [
                "Export__Part__Wait must be a time from 00:00:01 to 1.00:00:00, written hh:mm:ss or d.hh:mm:ss, but is "
                + $"'{text}'.",
            ],
            _report.Faults);
    }

    [Fact]
    public void Fault_of_a_section_below_is_a_fault_of_those_above()
    {
        var reader = Read(("Below:Deep:Count", "x"));

        reader.Section("Below").Section("Deep").WholeNumber("Count", 1, 1, 2);

        Assert.True(reader.HasFaults);
        Assert.StartsWith("Export__Part__Below__Deep__Count must be", Assert.Single(_report.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_nothing_asked_for_are_reported_at_every_level()
    {
        var reader = Read(("Nmae", "x"), ("Name", "x"), ("Below:Cuont", "1"), ("Elsewhere:X", "1"));
        reader.Text("name");
        reader.Section("Below").WholeNumber("Count", 1, 1, 2);

        reader.ReportUnknown();

        Assert.Equal(
            [
                "Export__Part__Below__Cuont is not a setting; the settings here are Count.",
                "Export__Part__Elsewhere is not a setting; the settings here are Below, name.",
                "Export__Part__Nmae is not a setting; the settings here are Below, name.",
            ],
            _report.Faults.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Section_exists_when_it_has_a_setting()
    {
        Assert.True(Read(("Name", "x")).Exists);
        Assert.False(Read(("Name", "x")).Section("Other").Exists);
    }

    private TimeSpan Duration(string? text) => Read(("Wait", text)).Duration(
        "Wait", TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));

    private SettingsReader Read(params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"Export:Part:{s.Key}", s.Value)))
            .Build();
        return new SettingsReader(configuration.GetSection("Export:Part"), _report);
    }
}
