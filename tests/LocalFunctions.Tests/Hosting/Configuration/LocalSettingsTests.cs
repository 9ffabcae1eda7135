using LocalFunctions.Hosting.Configuration;

namespace LocalFunctions.Tests.Hosting.Configuration;

public sealed class LocalSettingsTests
{
    [Fact]
    public void Values_become_configuration_keys()
    {
        var (settings, faults) = Read("""
            {
              "IsEncrypted": false,
              // A comment.
              "Values": { "Plain": "1", "Export__Sources__orders__Provider": "x", "Flag": true, "Number": 5, },
              "ConnectionStrings": { "Main": "c" },
              "Host": { "LocalHttpPort": 7071 }
            }
            """);

        Assert.Empty(faults);
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["Plain"] = "1",
                ["Export:Sources:orders:Provider"] = "x",
                ["Flag"] = "True",
                ["Number"] = "5",
                ["ConnectionStrings:Main"] = "c",
            },
            settings);
    }

    [Fact]
    public void A_missing_file_is_no_fault()
    {
        using var folder = new TempFolder();
        var faults = new List<string>();

        Assert.Empty(LocalSettings.Read(folder.Path, faults));
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("{", "is not valid JSON")]
    [InlineData("[]", "must be an object")]
    [InlineData("""{ "IsEncrypted": true, "Values": { "A": "1" } }""", "IsEncrypted")]
    [InlineData("""{ "Values": [] }""", "Values: must be an object")]
    [InlineData("""{ "Values": { "A": { "B": "1" } } }""", "Values.A: must be a string. Write nested settings as one key, such as \"A__Key\"")]
    [InlineData("""{ "Values": { "A__B": "1", "a:b": "2" } }""", "Values.a:b: is there twice")]
    public void A_faulty_file_is_reported(string json, string fault)
    {
        var (_, faults) = Read(json);

        Assert.Contains(fault, Assert.Single(faults), StringComparison.Ordinal);
        Assert.StartsWith("local.settings.json", faults[0], StringComparison.Ordinal);
    }

    private static (IReadOnlyDictionary<string, string?> Settings, List<string> Faults) Read(string json)
    {
        using var folder = new TempFolder().With("local.settings.json", json);
        var faults = new List<string>();
        return (LocalSettings.Read(folder.Path, faults), faults);
    }
}
