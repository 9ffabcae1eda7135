using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.Redis;

namespace FunctionsExport.EndToEnd.Emulators.Redis;

public sealed class RespConnectionTests
{
    [Fact]
    public async Task Replies_of_all_kinds_are_read()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await server.ConnectAsync();
        Assert.Equal("OK", (await connection.CallAsync(["SET", "text", "naïve 東京"])).Text);
        Assert.Equal("naïve 東京", (await connection.CallAsync(["GET", "text"])).Text);
        Assert.Equal(RespKind.Null, (await connection.CallAsync(["GET", "nothing"])).Kind);
        Assert.Equal(-5, (await connection.CallAsync(["INCRBY", "number", "-5"])).Integer);
        await connection.CallAsync(["RPUSH", "list", "a", "", "c"]);
        Assert.Equal(["a", "", "c"], (await connection.CallAsync(["LRANGE", "list", "0", "-1"])).Items.Select(item => item.Text));
        Assert.Empty((await connection.CallAsync(["LRANGE", "nothing", "0", "-1"])).Items);
    }

    [Fact]
    public async Task Values_larger_than_a_buffer_come_whole()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await server.ConnectAsync();
        var value = new string('x', 3_000_000);
        await connection.CallAsync(["SET", "large", value]);
        Assert.Equal(value, (await connection.CallAsync(["GET", "large"])).Text);
    }

    [Fact]
    public async Task Error_is_thrown_and_the_connection_stays_usable()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await server.ConnectAsync();
        var exception = await Assert.ThrowsAsync<RedisErrorException>(() => connection.CallAsync(["NO-SUCH-COMMAND"]));
        Assert.StartsWith("ERR unknown command", exception.Message, StringComparison.Ordinal);
        Assert.Equal("PONG", (await connection.CallAsync(["PING"])).Text);
    }

    [Fact]
    public async Task Pipeline_sends_everything_also_beyond_an_error()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await server.ConnectAsync();
        connection.Queue("SET", "a", "1");
        connection.Queue("LPUSH", "a", "x");
        Assert.Equal(3, connection.Queue("SET", "b", "2"));
        var exception = await Assert.ThrowsAsync<RedisErrorException>(() => connection.FlushAsync());
        Assert.StartsWith("WRONGTYPE", exception.Message, StringComparison.Ordinal);
        Assert.Equal("2", (await connection.CallAsync(["GET", "b"])).Text);
    }

    [Fact]
    public async Task Closed_connection_is_an_error()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await server.ConnectAsync();
        await connection.CallAsync(["QUIT"]);
        await Assert.ThrowsAnyAsync<IOException>(() => connection.CallAsync(["PING"]));
    }

    [Theory]
    [InlineData("localhost:6379", "localhost", 6379, null)]
    [InlineData("p@ss:w@127.0.0.1:1", "127.0.0.1", 1, "p@ss:w")]
    public void Address_is_read(string text, string host, int port, string? password) =>
        Assert.Equal(new RedisAddress(host, port, password), RedisAddress.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData(":6379")]
    [InlineData("localhost:0")]
    [InlineData("localhost:65536")]
    [InlineData("localhost:x")]
    public void Address_that_is_none_is_refused(string text) => Assert.Throws<FormatException>(() => RedisAddress.Parse(text));
}
