using FunctionsExport.EndToEnd.Processes;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.RedisEnterprise;

namespace FunctionsExport.EndToEnd.Emulators.Commands;

public sealed class RedisEnterpriseCommandTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The temporary folder of the emulator's process: one that is killed leaves its servers' folders behind.
    private readonly TempFolder _temporary = new("command");

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task Interrupt_ends_the_emulator_and_its_servers()
    {
        await using var emulator = await StartAsync("--sample-shards", "2", "--sample-keys", "100");
        await emulator.WaitForUrlAsync(Patience);
        var servers = ProcessTable.ChildrenOf(emulator.Pid);
        Assert.Equal(2, servers.Count);
        emulator.Interrupt();
        Assert.Equal(0, await emulator.WaitForExitAsync());
        foreach (var pid in servers)
        {
            await ProcessTable.WaitUntilGoneAsync(pid);
        }

        Assert.Empty(Directory.GetDirectories(_temporary.FullName));
    }

    [Fact]
    public async Task Crash_takes_the_servers_along()
    {
        Assert.True(ProcessLauncher.CanTieToParent, "setsid and setpriv (util-linux) are needed.");
        await using var emulator = await StartAsync("--sample-shards", "1", "--sample-keys", "10");
        await emulator.WaitForUrlAsync(Patience);
        var server = Assert.Single(ProcessTable.ChildrenOf(emulator.Pid));
        emulator.KillHard();
        await ProcessTable.WaitUntilGoneAsync(server);
    }

    [Fact]
    public async Task Configuration_file_describes_the_cluster()
    {
        using var folder = new TempFolder("test");
        await using var server = await RedisServer.StartAsync();
        var json = $$"""
            {
              "username": "me@example.com",
              "password": "secret",
              "databases": [ { "uid": 7, "name": "orders", "shards": [ "{{server.Address}}" ] } ]
            }
            """;
        await File.WriteAllTextAsync(folder.File("emulator.json"), json);
        await using var emulator = await StartAsync(
            "--config", folder.File("emulator.json"), "--certificate", folder.File("ca.pem"), "--database", $"more={server.Address}");
        var endpoint = await emulator.WaitForUrlAsync(Patience);
        using var client = ApiClient.Create(endpoint, await File.ReadAllTextAsync(folder.File("ca.pem")), "me@example.com", "secret");
        var bdbs = await client.GetStringAsync(new Uri("/v1/bdbs?fields=uid,name", UriKind.Relative));
        Assert.Equal("""[{"uid":7,"name":"orders"},{"uid":8,"name":"more"}]""", bdbs);
        Assert.DoesNotContain(emulator.Output, line => line.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--database", "orders")]
    [InlineData("--database", "orders=nowhere")]
    [InlineData("--database", "-orders=localhost:1")]
    [InlineData("--export-seconds", "-1")]
    [InlineData("--config", "no-such-file.json")]
    public async Task Wrong_option_ends_with_a_message(string option, string value)
    {
        await using var emulator = await StartAsync(option, value);
        Assert.Equal(1, await emulator.WaitForExitAsync());
        Assert.NotEmpty(emulator.Output);
        Assert.DoesNotContain(emulator.Output, line => line.Contains("   at ", StringComparison.Ordinal));
    }

    private Task<ChildProcess> StartAsync(params string[] options) =>
        ChildProcess.StartAsync(new ChildProcessOptions
        {
            Name = "emulators",
            FileName = "dotnet",
            Arguments = [typeof(RedisEnterpriseEmulator).Assembly.Location, "redis-enterprise", .. options],
            Environment = new Dictionary<string, string?> { ["TMPDIR"] = _temporary.FullName },
        });
}
