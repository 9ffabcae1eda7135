using System.Text.Json;
using FunctionsExport.Configuration;
using FunctionsExport.Tests.Infra.Support;
using FunctionsExport.Tests.Support;

namespace FunctionsExport.Tests.Infra;

/// <summary>The template and the app know the same settings.</summary>
public sealed class SettingsTests
{
    private const string Made = "### Made by the template";
    private const string PassedThrough = "### Passed through";

    public static TheoryData<string> Templates => ["least", "sample"];

    [Theory]
    [MemberData(nameof(Templates))]
    public void App_takes_what_the_template_sets(string template)
    {
        var settings = KnownSettings.Read(Of(template).Settings.Select(s => KeyValuePair.Create(s.Key, Evaluated(s.Key, s.Value))));

        Assert.Equal(["orders"], settings.Sources.Keys);
        Assert.Equal("exports", settings.Destination.Container);
        Assert.Equal("exports-state", settings.Destination.StateContainer);
        Assert.NotNull(settings.Destination.BlobServiceUri);
        Assert.NotNull(settings.Destination.ManagedIdentityClientId);
    }

    [Fact]
    public void App_refuses_a_setting_that_only_the_template_knows() => Assert.Contains(
        "Export__Destination__Kontainer is not a setting",
        Assert.Throws<ExportSettingsException>(() => KnownSettings.Read(
        [
            .. Template.Least.Settings.Select(s => KeyValuePair.Create(s.Key, Evaluated(s.Key, s.Value))),
            KeyValuePair.Create("Export__Destination__Kontainer", "exports"),
        ])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Setting_of_the_app_is_made_by_the_template_or_documented_as_passed_through()
    {
        var made = MadeSettings().Where(s => s.StartsWith("Export__", StringComparison.Ordinal)).ToHashSet();
        var passed = Document.Rows(Document.Of("infra.md").Section(PassedThrough))
            .SelectMany(r => Document.Names(r[1]).Select(key => Document.Names(r[0]).Single() + key))
            .ToList();

        Assert.True(KnownSettings.All.Count > 60, $"Only {KnownSettings.All.Count} settings were found.");
        Assert.Empty(KnownSettings.All.Except(made).Except(passed));
        Assert.Empty(passed.Except(KnownSettings.All));
        Assert.Empty(made.Except(KnownSettings.All));
        Assert.Empty(passed.Intersect(made));
        Assert.Equal(passed.Count, passed.Distinct().Count());
    }

    [Fact]
    public void Settings_that_the_template_makes_are_those_of_its_document()
    {
        var documented = Document.Rows(Document.Of("infra.md").Section(Made)).SelectMany(r => Document.Names(r[0])).ToList();

        Assert.Empty(MadeSettings().Except(documented));
        Assert.Empty(documented.Except(MadeSettings()));
    }

    [Fact]
    public void Secret_is_a_reference_to_the_vault()
    {
        var secrets = Template.Least.Settings
            .Where(s => s.Key.EndsWith("Password", StringComparison.Ordinal) || s.Key.Contains("AccessKey", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(3, secrets.Count);
        Assert.All(secrets, s => Assert.Matches(@"^@Microsoft\.KeyVault\(VaultName=kv-[a-z0-9]+;SecretName=[a-z-]+\)$", s.Value));
    }

    [Fact]
    public void Settings_for_a_local_start_are_settings_of_the_app()
    {
        var values = JsonSerializer.Deserialize<JsonElement>(Repository.Read("local.settings.sample.json"))
            .GetProperty("Values").EnumerateObject().Select(v => KeyValuePair.Create(v.Name, v.Value.GetString()!)).ToList();

        Assert.Equal(["orders", "sessions"], KnownSettings.Read(values).Sources.Keys.Order());
        Assert.Empty(values.Select(v => v.Key).Where(k => !k.StartsWith("Export__", StringComparison.Ordinal))
            .Except(["AzureWebJobsStorage", "FUNCTIONS_WORKER_RUNTIME"]));
    }

    private static Template Of(string template) => template == "least" ? Template.Least : Template.Sample;

    /// <summary>What the template sets for either task hub, whatever the sources are.</summary>
    private static HashSet<string> MadeSettings() => Template.Least.Settings.Keys.Concat(Template.Sample.Settings.Keys)
        .Where(s => !s.StartsWith("Export__Sources__", StringComparison.Ordinal)).ToHashSet();

    /// <summary>What Azure would make of an expression; everything else is as it is.</summary>
    private static string Evaluated(string name, string value) => value.StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal) ? "secret"
        : !value.StartsWith('[') ? value
        : name.EndsWith("Uri", StringComparison.Ordinal) ? "https://stexp.blob.core.windows.net/"
        : Guid.Empty.ToString();
}
