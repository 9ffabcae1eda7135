using FunctionsExport.Tests.Configuration.Support;

namespace FunctionsExport.Tests.Configuration;

public sealed class SourceSettingsTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("orders2")]
    [InlineData("a234567890123456789012345678901234567890")]
    public void Name_of_letters_and_digits_is_taken(string name) => Assert.True(Settings.Read(
        ($"Export__Sources__{name}__Provider", "Fake"),
        ($"Export__Sources__{name}__Fake__Endpoint", "https://x")).Sources.ContainsKey(name));

    [Theory]
    [InlineData("Orders2")]
    [InlineData("2orders")]
    [InlineData("or-ders")]
    [InlineData("or_ders")]
    [InlineData("or ders")]
    [InlineData("or/ders")]
    [InlineData("örders")]
    [InlineData("a2345678901234567890123456789012345678901")]
    public void Other_name_is_a_fault(string name) => Assert.Equal(
        $"Export__Sources__{name}__Provider belongs to a source named '{name}'; a source's name is 1 to 40 lower-case letters and "
        + "digits, a letter first.",
        Settings.Fault(($"Export__Sources__{name}__Provider", "Fake"), ($"Export__Sources__{name}__Fake__Endpoint", "https://x")));

    [Fact]
    public void No_source_is_a_fault() => Assert.Equal(
        "Export__Sources__<name>__Provider is missing; configure at least one source, with one of Fake, Other.",
        Settings.Fault((Settings.Source + "Provider", null), (Settings.Source + "Fake__Endpoint", null)));

    [Fact]
    public void Missing_provider_is_the_only_fault_of_its_source() => Assert.Equal(
        Settings.Source + "Provider is missing; set it to one of Fake, Other.",
        Settings.Fault((Settings.Source + "Provider", null)));

    [Fact]
    public void Mistyped_provider_is_the_only_fault_of_its_source() => Assert.Equal(
        Settings.Source + "Provider must be one of Fake, Other, but is 'Fakee'.",
        Settings.Fault((Settings.Source + "Provider", "Fakee")));

    [Fact]
    public void Faults_of_the_providers_own_settings_are_reported()
    {
        var faults = Settings.Faults((Settings.Source + "Fake__Endpoint", " "), (Settings.Source + "Fake__Location__Pth", "/x"));

        Assert.Equal(2, faults.Count);
        Assert.StartsWith(Settings.Source + "Fake__Endpoint is missing; set it to an address", faults[0], StringComparison.Ordinal);
        Assert.StartsWith(Settings.Source + "Fake__Location__Pth is not a setting", faults[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Blank_settings_are_as_if_absent()
    {
        var source = Settings.Read(
            (Settings.Source + "DisplayName", ""), (Settings.Source + "Deadline", " "), (Settings.Source + "Fetch", ""),
            (Settings.Source + "Schedule", " ")).Sources["orders"];

        Assert.Equal(("orders", TimeSpan.FromHours(6), false), (source.DisplayName, source.Deadline, source.Fetch));
        Assert.Null(source.Schedule);
    }
}
