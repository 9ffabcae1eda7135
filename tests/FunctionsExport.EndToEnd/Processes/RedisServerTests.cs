using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.Redis;

namespace FunctionsExport.EndToEnd.Processes;

public sealed class RedisServerTests
{
    [Fact]
    public async Task Dispose_ends_the_server_and_removes_its_folder()
    {
        var server = await RedisServer.StartAsync();
        Assert.True(ProcessTable.IsRunning(server.Pid));
        Assert.True(Directory.Exists(server.DataFolder));
        var pid = server.Pid;
        await server.DisposeAsync();
        await ProcessTable.WaitUntilGoneAsync(pid);
        Assert.False(Directory.Exists(server.DataFolder));
    }

    [Fact]
    public async Task Password_is_asked_for()
    {
        await using var server = await RedisServer.StartAsync(new RedisServerOptions { Password = "quote \" and \\ back" });
        Assert.Equal("PONG", (await server.CallAsync("PING")).Text);
        var exception = await Assert.ThrowsAsync<RedisErrorException>(async () =>
        {
            await using var connection = await RespConnection.ConnectAsync(server.Address with { Password = null });
            await connection.CallAsync(["PING"]);
        });
        Assert.StartsWith("NOAUTH", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Snapshot_of_one_server_loads_into_another()
    {
        await using var first = await RedisServer.StartAsync();
        await first.CallAsync("SET", "key", "value");
        await first.CallAsync("SAVE");
        await using var second = await RedisServer.StartAsync(
            new RedisServerOptions { LoadFrom = Path.Combine(first.DataFolder, "dump.rdb") });
        Assert.Equal(1, await second.CountKeysAsync());
        Assert.Equal(await first.DigestAsync(), await second.DigestAsync());
    }

    [Fact]
    public async Task Broken_snapshot_is_told_with_the_servers_words()
    {
        using var folder = new TempFolder("test");
        await File.WriteAllTextAsync(folder.File("x.rdb"), "not an RDB file");
        var exception = await Assert.ThrowsAsync<ChildProcessException>(() =>
            RedisServer.StartAsync(new RedisServerOptions { LoadFrom = folder.File("x.rdb") }));
        Assert.Contains("Wrong signature", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twenty_servers_start_at_once()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RedisServer.StartAsync()));
        try
        {
            Assert.Equal(20, servers.Select(server => server.Address.Port).Distinct().Count());
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }
}
