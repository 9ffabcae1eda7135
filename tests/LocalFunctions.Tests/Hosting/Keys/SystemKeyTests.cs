using System.Net;
using LocalFunctions.Hosting;
using LocalFunctions.Hosting.Keys;
using LocalFunctions.Tests.Hosting.Samples;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalFunctions.Tests.Hosting.Keys;

public sealed class SystemKeyTests : IDisposable
{
    private const string Master = "master-key-0123456789";
    private const string Configured = "system-key-0123456789";
    private const string List = "/runtime/webhooks/durabletask/instances";

    private readonly TempFolder _folder = new();

    private string StorePath => Path.Combine(_folder.Path, "hub.db");

    private string KeyPath => SystemKey.PathBeside(StorePath);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_key_is_generated_at_the_first_start_and_kept()
    {
        string key;
        await using (var app = await StartAsync())
        {
            key = (await File.ReadAllTextAsync(KeyPath)).Trim();
            Assert.Equal(HttpStatusCode.OK, (await app.GetAsync(List, key)).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await app.GetAsync(List)).Status);
            Assert.Contains(app.App.Log.Entries, entry => entry.Message.Contains(KeyPath, StringComparison.Ordinal));
            Assert.DoesNotContain(app.App.Log.Entries, entry => entry.Message.Contains(key, StringComparison.Ordinal));
        }

        Assert.True(key.Length >= 43);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
        }

        await using var again = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync($"{List}?code={key}")).Status);
    }

    [Fact]
    public async Task A_configured_key_leaves_no_file_and_the_master_key_opens_too()
    {
        await using var app = await StartAsync(
            $"--LocalFunctions:Keys:System:durabletask_extension={Configured}",
            $"--LocalFunctions:Keys:Master={Master}",
            "--LocalFunctions:Keys:Host:default=host-key-0123456789",
            "--LocalFunctions:Keys:Functions:Plain:mine=plain-key-0123456789");

        Assert.False(File.Exists(KeyPath));
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync(List, Configured)).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync(List, Master)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.GetAsync(List, "host-key-0123456789")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.GetAsync(List, "plain-key-0123456789")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short\n")]
    [InlineData("two-lines-0123456789\ntwo-lines-0123456789\n")]
    [InlineData("no-header-c\u00e4rries-this-0123456789")]
    public async Task A_file_without_a_key_keeps_the_app_from_starting(string content)
    {
        await File.WriteAllTextAsync(KeyPath, content);

        var exception = await Assert.ThrowsAsync<HostConfigurationException>(() => StartAsync());

        Assert.Contains(KeyPath, Assert.Single(exception.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_told_with_the_remedy()
    {
        var key = new SystemKey(AccessKeys.None, Path.Combine(_folder.Path, "no", "such", "hub.db"), NullLogger.Instance);

        var exception = Assert.Throws<HostConfigurationException>(key.Load);

        Assert.Contains("LocalFunctions:Keys:System:durabletask_extension", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_start_that_was_cut_off_has_left_is_replaced()
    {
        File.WriteAllText($"{KeyPath}.new", "half");
        var key = new SystemKey(AccessKeys.None, StorePath, NullLogger.Instance);

        key.Load();

        Assert.True(key.Opens(File.ReadAllText(KeyPath).Trim()));
        Assert.False(File.Exists($"{KeyPath}.new"));
    }

    [Fact]
    public async Task A_file_that_others_can_read_is_warned_of()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await File.WriteAllTextAsync(KeyPath, Configured);
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        await using var app = await StartAsync();

        Assert.Single(app.App.Log.Entries, entry => entry.Level == LogLevel.Warning
            && entry.Message.Contains("chmod 600", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync(List, Configured)).Status);
    }

    private Task<KeyedApp> StartAsync(params string[] args) =>
        KeyedApp.StartAsync([typeof(HttpFunctions)], args, configure: options => options.StorePath = StorePath);
}
