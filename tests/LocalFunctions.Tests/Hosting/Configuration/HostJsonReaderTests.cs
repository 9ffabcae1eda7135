using LocalFunctions.Hosting.Configuration;
using Microsoft.Extensions.Configuration;

namespace LocalFunctions.Tests.Hosting.Configuration;

public sealed class HostJsonReaderTests
{
    [Fact]
    public void A_minimal_file_gives_the_hosts_defaults()
    {
        var (host, faults) = Read("""{ "version": "2.0" }""");

        Assert.Empty(faults);
        Assert.Equal("api", host.RoutePrefix);
        Assert.Equal("TestHubName", host.HubName);
        Assert.Equal("", host.DefaultVersion);
        Assert.Equal(10 * Environment.ProcessorCount, host.MaxConcurrentActivityFunctions);
        Assert.Equal(10 * Environment.ProcessorCount, host.MaxConcurrentOrchestratorFunctions);
        Assert.Null(host.FunctionTimeout);
    }

    [Fact]
    public void Every_known_key_is_read_and_unknown_ones_are_ignored()
    {
        var (host, faults) = Read("""
            {
              // Comments are allowed.
              "version": "2.0",
              "functionTimeout": "1.02:00:00",
              "unknown": { "key": [1] },
              "extensions": {
                "http": { "routePrefix": "/v1/functions/" },
                "durableTask": {
                  "hubName": "%Hub%", "defaultVersion": "1.2", "maxConcurrentActivityFunctions": 3, "maxConcurrentOrchestratorFunctions": 4,
                  "storageProvider": { "partitionCount": 1 }
                }
              },
              "logging": { "logLevel": { "default": "Warning", "Function": "trace" } },
            }
            """);

        Assert.Empty(faults);
        Assert.Equal("v1/functions", host.RoutePrefix);
        Assert.Equal("FromSetting", host.HubName);
        Assert.Equal("1.2", host.DefaultVersion);
        Assert.Equal(3, host.MaxConcurrentActivityFunctions);
        Assert.Equal(4, host.MaxConcurrentOrchestratorFunctions);
        Assert.Equal(new TimeSpan(1, 2, 0, 0), host.FunctionTimeout);
        Assert.Equal("Warning", host.Logging["logLevel:default"]);
    }

    [Fact]
    public void A_blank_default_version_is_refused()
    {
        var (_, faults) = Read(
            """{ "version": "2.0", "extensions": { "durableTask": { "defaultVersion": " " } } }""");

        Assert.Contains("extensions.durableTask.defaultVersion", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_route_prefix_is_kept() =>
        Assert.Equal("", Read("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""").Host.RoutePrefix);

    [Fact]
    public void No_timeout_is_written_as_minus_one() =>
        Assert.Null(Read("""{ "version": "2.0", "functionTimeout": "-1" }""").Host.FunctionTimeout);

    [Fact]
    public void A_setting_overrides_a_key()
    {
        var (host, faults) = Read(
            """{ "version": "2.0", "extensions": { "durableTask": { "hubName": "InFile" } } }""",
            ("AzureFunctionsJobHost:extensions:durableTask:hubName", "InSettings"));

        Assert.Empty(faults);
        Assert.Equal("InSettings", host.HubName);
    }

    [Theory]
    [InlineData("""{ }""", "version: must be \"2.0\", but is missing")]
    [InlineData("""{ "version": "3" }""", "version: must be \"2.0\", but is \"3\"")]
    [InlineData("""{ "version": "2.0", "functionTimeout": "soon" }""", "functionTimeout: \"soon\"")]
    [InlineData("""{ "version": "2.0", "functionTimeout": "5" }""", "functionTimeout: \"5\"")]
    [InlineData("""{ "version": "2.0", "functionTimeout": "00:00:00" }""", "functionTimeout: \"00:00:00\"")]
    [InlineData("""{ "version": "2.0", "functionTimeout": "25.00:00:00" }""", "functionTimeout: \"25.00:00:00\"")]
    [InlineData("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "{a}" } } }""", "extensions.http.routePrefix: \"{a}\"")]
    [InlineData("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "a//b" } } }""", "extensions.http.routePrefix: \"a//b\"")]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "hubName": "a-b" } } }""", "extensions.durableTask.hubName: \"a-b\"")]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "hubName": "%No%" } } }""", "extensions.durableTask.hubName: there is no setting \"No\"")]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "maxConcurrentActivityFunctions": 0 } } }""", "extensions.durableTask.maxConcurrentActivityFunctions: \"0\"")]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "maxConcurrentOrchestratorFunctions": "x" } } }""", "extensions.durableTask.maxConcurrentOrchestratorFunctions: \"x\"")]
    [InlineData("""{ "version": "2.0", "logging": { "logLevel": { "default": "Loud" } } }""", "logging.logLevel.default: \"Loud\"")]
    [InlineData("""{ "version": "2.0", "logging": { "logLevel": { "default": "7" } } }""", "logging.logLevel.default: \"7\"")]
    [InlineData("""{ "version": """, "is not valid JSON")]
    public void A_wrong_value_is_reported_with_its_path(string json, string fault)
    {
        var (_, faults) = Read(json);

        Assert.Contains(fault, Assert.Single(faults), StringComparison.Ordinal);
        Assert.StartsWith("host.json", faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_reported_with_the_folder()
    {
        using var folder = new TempFolder();
        var faults = new List<string>();

        HostJsonReader.Read(folder.Path, new ConfigurationBuilder().Build(), faults);

        Assert.Contains($"There is no host.json in {folder.Path}", Assert.Single(faults), StringComparison.Ordinal);
    }

    private static (HostJson Host, List<string> Faults) Read(string json, params (string Key, string Value)[] settings)
    {
        using var folder = new TempFolder().With("host.json", json);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Hub", "FromSetting"), .. settings.Select(each => KeyValuePair.Create(each.Key, (string?)each.Value))])
            .Build();
        var faults = new List<string>();
        return (HostJsonReader.Read(folder.Path, configuration, faults), faults);
    }
}
