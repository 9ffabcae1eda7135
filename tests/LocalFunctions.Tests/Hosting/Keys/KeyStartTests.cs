using LocalFunctions.Hosting;
using LocalFunctions.Hosting.Configuration;
using LocalFunctions.Hosting.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Hosting.Keys;

public sealed class KeyStartTests
{
    private const string Key = "LocalFunctions:Keys:Host:default";

    [Theory]
    [InlineData("http://127.0.0.1:7071", 0)]
    [InlineData("http://192.0.2.1:7071", 1)]
    [InlineData("http://127.0.0.1:7071;http://[2001:db8::1]:7071", 1)]
    public async Task Listening_beyond_this_machine_is_warned_of(string urls, int warnings)
    {
        using var folder = new TempFolder().With("host.json", TestApp.MinimalHostJson);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create(Key, (string?)"host-key-0123456789")]).Build();
        var faults = new List<string>();
        var settings = HostSettings.Read(new LocalFunctionsOptions { Urls = urls }, configuration, folder.Path, faults);
        using var log = new LogSink();
        var logger = log.CreateLogger("LocalFunctions");
        var start = new KeyStart(settings, new SystemKey(settings.Keys, settings.StorePath, logger), [], logger);

        await start.StartedAsync(default);

        Assert.Empty(faults);
        Assert.Equal(warnings, log.Entries.Count(entry => entry.Level == LogLevel.Warning
            && entry.Message.Contains("TLS", StringComparison.Ordinal)));
    }
}
