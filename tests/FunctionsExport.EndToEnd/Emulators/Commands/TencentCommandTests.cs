using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.Tencent;
using FunctionsExport.EndToEnd.Emulators.Tencent;
using FunctionsExport.EndToEnd.Processes;

namespace FunctionsExport.EndToEnd.Emulators.Commands;

public sealed class TencentCommandTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _temporary = new("command");

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task Emulator_runs_by_itself_with_a_sample_and_ends_with_its_servers()
    {
        using var folder = new TempFolder("test");
        await File.WriteAllTextAsync(folder.File("emulator.json"), """{ "secretId": "AKIDfile", "secretKey": "file-secret" }""");
        await using var emulator = await StartAsync(
            "--config", folder.File("emulator.json"), "--sample-shards", "2", "--sample-keys", "100",
            "--certificate", folder.File("ca.pem"));
        var endpoint = await emulator.WaitForUrlAsync(Patience);
        using var client = ApiClient.Create(endpoint, await File.ReadAllTextAsync(folder.File("ca.pem")));
        var request = new V2Request(
            "GetRedisBackupList", DateTimeOffset.UtcNow,
            ("SecretId", "AKIDfile"), ("limit", "10"), ("offset", "0"), ("redisId", "crs-sample01"))
        {
            SecretKey = "file-secret",
        };
        using var answer = await client.SendAsync(request.ToMessage(endpoint));
        Assert.Contains("\"totalCount\":1", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(emulator.Output, line => line.Contains("file-secret", StringComparison.Ordinal));
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

    [Theory]
    [InlineData("--instance", "orders")]
    [InlineData("--instance", "orders=localhost:1")]
    [InlineData("--instance", "crs-aaaaaaaa=nowhere")]
    [InlineData("--task-seconds", "-1")]
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
            Arguments = [typeof(TencentEmulator).Assembly.Location, "tencent", .. options],
            Environment = new Dictionary<string, string?> { ["TMPDIR"] = _temporary.FullName },
        });
}
