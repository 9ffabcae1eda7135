using FunctionsExport.EndToEnd.Emulators.RedisEnterprise;
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

    [Fact]
    public async Task Everything_that_the_configuration_file_can_say_is_taken()
    {
        using var folder = new TempFolder("test");
        using var certificate = new ClientCertificate();
        await File.WriteAllTextAsync(folder.File("client-ca.pem"), certificate.CaPem);
        var json = $$"""
            {
              // A cluster of 8.2 with a user by certificate, limited to one database.
              "softwareVersion": "8.2.0-46",
              "controlPort": 0,
              "clientCaFile": "{{folder.File("client-ca.pem")}}",
              "users": [
                { "email": "e@example.com", "password": "", "role": "dbMember", "certificateSubject": "CN=exporter,O=Example",
                  "databases": [ 2 ] },
              ],
              "furtherNodes": [ { "state": "up" } ],
              "answers": { "handleRedirects": true, "idle": "idle", "hiddenDatabaseStatus": 404 },
              "access": { "basicAuthentication": false },
              "databases": [
                { "uid": 1, "name": "one", "shards": [ "127.0.0.1:1" ] },
                { "uid": 2, "name": "two", "shards": [ "127.0.0.1:1" ], "version": "7.2.0",
                  "modules": [ { "name": "graph", "semanticVersion": "2.12.10", "capabilities": [] } ] },
              ],
            }
            """;
        await File.WriteAllTextAsync(folder.File("emulator.json"), json);
        await using var emulator = await StartAsync(
            "--config", folder.File("emulator.json"), "--certificate", folder.File("ca.pem"), "--nodes", "2");
        await emulator.WaitForUrlAsync(Patience);
        using var control = new HttpClient { BaseAddress = new Uri("http://" + Told(emulator, "Control: ")) };
        var overview = await control.GetStringAsync(new Uri("/emulator", UriKind.Relative));
        Assert.Contains("\"softwareVersion\":\"8.2.0-46\"", overview, StringComparison.Ordinal);

        var node = new Uri("https://" + Told(emulator, "Node 3, Up: "));
        var ca = await File.ReadAllTextAsync(folder.File("ca.pem"));
        using var client = ApiClient.Create(node, ca, certificate: certificate.Certificate);
        var bdbs = await client.GetStringAsync(new Uri("/v1/bdbs?fields=uid,version,export_status", UriKind.Relative));
        Assert.Equal("""[{"uid":2,"version":"7.2.0","export_status":"idle"}]""", bdbs);
        using var hidden = await client.GetAsync(new Uri("/v1/bdbs/1", UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, hidden.StatusCode);
    }

    [Theory]
    [InlineData("""{"answers":{"redirectStatus":200}}""")]
    [InlineData("""{"answers":{"idle":"asleep"}}""")]
    [InlineData("""{"users":[{"email":"e@example.com","role":"admin"}]}""")]
    [InlineData("""{"softwareVersion":"new"}""")]
    [InlineData("""{"nothing":1}""")]
    public async Task Wrong_configuration_file_ends_with_a_message(string json)
    {
        using var folder = new TempFolder("test");
        await File.WriteAllTextAsync(folder.File("emulator.json"), json);
        await using var emulator = await StartAsync("--config", folder.File("emulator.json"));
        Assert.Equal(1, await emulator.WaitForExitAsync());
        Assert.NotEmpty(emulator.Output);
        Assert.DoesNotContain(emulator.Output, line => line.Contains("   at ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--nodes", "0")]
    [InlineData("--software-version", "8")]
    [InlineData("--client-ca", "no-such-file.pem")]
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

    private static string Told(ChildProcess emulator, string start) =>
        emulator.Output.Single(line => line.StartsWith(start, StringComparison.Ordinal))[start.Length..];

    private Task<ChildProcess> StartAsync(params string[] options) =>
        ChildProcess.StartAsync(new ChildProcessOptions
        {
            Name = "emulators",
            FileName = "dotnet",
            Arguments = [typeof(RedisEnterpriseEmulator).Assembly.Location, "redis-enterprise", .. options],
            Environment = new Dictionary<string, string?> { ["TMPDIR"] = _temporary.FullName },
        });
}
