using FunctionsExport.Tests.Transfer.Sources.Ftp.Support;
using FunctionsExport.Transfer.Sources.Ftp;

namespace FunctionsExport.Tests.Transfer.Sources.Ftp;

public sealed class HostileServerTests : IAsyncLifetime
{
    private readonly ScriptedFtpServer _server = ScriptedFtpServer.Start();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Reply_of_many_lines_is_read_to_its_end()
    {
        _server.Says("", "220-Welcome\r\n220-to this\r\n 221 not the end\r\n220 server").Says("CWD", "250-a\r\n250");

        await using var connection = await OpenAsync();
        await connection.EnterAsync("x", CancellationToken.None);

        Assert.Equal(["USER anonymous", "PASS anonymous@", "FEAT", "TYPE I", "CWD x"], _server.Commands);
    }

    [Theory]
    [InlineData("220-more\r\n…", nameof(FtpFailure.BadReply))]
    [InlineData("220 x…", nameof(FtpFailure.BadReply))]
    [InlineData("HTTP/1.1 400 Bad Request", nameof(FtpFailure.BadReply))]
    [InlineData("999 what", nameof(FtpFailure.BadReply))]
    [InlineData("220x", nameof(FtpFailure.BadReply))]
    [InlineData("421 too many", nameof(FtpFailure.Busy))]
    [InlineData("530 go away", nameof(FtpFailure.Refused))]
    public async Task Greeting_that_is_none_is_refused(string greeting, string failure)
    {
        _server.Says("", greeting);

        Assert.Equal(failure, (await Assert.ThrowsAsync<FtpException>(OpenAsync)).Failure.ToString());
    }

    [Theory]
    [InlineData("227 Entering Passive Mode (10,0,0,7,4,1)", "another address")]
    [InlineData("227 Entering Passive Mode (0,0,0,0,4,1)", "another address")]
    [InlineData("227 Entering Passive Mode (127,0,0,1,0,0)", "does not say where")]
    [InlineData("227 Entering Passive Mode (127,0,0,1,400,1)", "does not say where")]
    [InlineData("227 Entering Passive Mode", "does not say where")]
    public async Task Passive_address_other_than_the_servers_is_refused(string reply, string message)
    {
        _server.Says("EPSV", "500 no").Says("PASV", reply);
        await using var connection = await OpenAsync();

        var thrown = await Assert.ThrowsAsync<FtpException>(() => connection.ListAsync(CancellationToken.None));

        Assert.Equal(FtpFailure.BadReply, thrown.Failure);
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("229 Extended (|||0|)")]
    [InlineData("229 Extended (|||99999|)")]
    [InlineData("229 Extended (|1|10.0.0.7|4001|)")]
    [InlineData("229 Extended")]
    public async Task Extended_passive_reply_without_a_port_is_refused(string reply)
    {
        _server.Says("EPSV", reply);
        await using var connection = await OpenAsync();

        var thrown = await Assert.ThrowsAsync<FtpException>(() => connection.ListAsync(CancellationToken.None));

        Assert.Equal(FtpFailure.BadReply, thrown.Failure);
    }

    [Fact]
    public async Task Plain_passive_mode_is_used_where_the_extended_one_is_not_known()
    {
        _server.Says("EPSV", "500 no").Says("PASV", $"227 ok (127,0,0,1,{_server.DataPort / 256},{_server.DataPort % 256})");
        _server.Data = "type=file;size=5;modify=20260801020000.123; bk1\r\ntype=dir; bk2\r\n";
        await using var connection = await OpenAsync();

        Assert.Equal([new FtpEntry("bk1", 5, "20260801020000")], await connection.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Listing_with_a_line_without_an_end_is_refused()
    {
        _server.Data = new string('x', 20_000);
        await using var connection = await OpenAsync();

        var thrown = await Assert.ThrowsAsync<FtpException>(() => connection.ListAsync(CancellationToken.None));

        Assert.Equal(FtpFailure.BadReply, thrown.Failure);
    }

    [Theory]
    [InlineData("a\r\nDELE b")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("")]
    public async Task Name_that_would_be_a_command_is_not_sent(string name)
    {
        await using var connection = await OpenAsync();

        await Assert.ThrowsAsync<FtpException>(() => connection.DeleteAsync(name, CancellationToken.None));

        Assert.DoesNotContain(_server.Commands, c => c.StartsWith("DELE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Name_outside_ascii_is_sent_as_utf8()
    {
        await using var connection = await OpenAsync();

        await connection.EnterAsync("exporte/größe", CancellationToken.None);

        Assert.Equal("CWD exporte/größe", _server.Commands[^1]);
    }

    [Theory]
    [InlineData("426 broken off")]
    [InlineData("551 no")]
    public async Task Transfer_that_the_server_does_not_confirm_fails(string after)
    {
        (_server.Data, _server.AfterData) = ("12345", after);

        await Assert.ThrowsAsync<FtpException>(() => ReadAsync(length: 5));
    }

    [Fact]
    public async Task Transfer_without_a_last_word_counts_when_every_byte_has_come()
    {
        (_server.Data, _server.AfterData) = ("12345", null);

        Assert.Equal("12345", await ReadAsync(length: 5));
        await Assert.ThrowsAsync<FtpException>(() => ReadAsync(length: 6));
    }

    [Fact]
    public async Task Transfer_that_ends_early_fails()
    {
        _server.Data = "1234";

        Assert.Equal(FtpFailure.Broken, (await Assert.ThrowsAsync<FtpException>(() => ReadAsync(length: 5))).Failure);
    }

    [Fact]
    public async Task Transfer_of_more_than_the_size_fails()
    {
        _server.Data = "123456";

        Assert.Equal(FtpFailure.Broken, (await Assert.ThrowsAsync<FtpException>(() => ReadAsync(length: 5))).Failure);
    }

    [Fact]
    public async Task Greeting_that_is_put_off_for_ever_is_refused()
    {
        _server.Says("", "120 soon\r\n…");

        Assert.Equal(FtpFailure.Refused, (await Assert.ThrowsAsync<FtpException>(OpenAsync)).Failure);
    }

    [Fact]
    public async Task Silence_on_the_data_connection_is_not_waited_for_without_end()
    {
        _server.Data = null;

        var thrown = await Assert.ThrowsAsync<FtpException>(() => ReadAsync(length: 5, TimeSpan.FromSeconds(1)));

        Assert.Equal(FtpFailure.TimedOut, thrown.Failure);
    }

    [Fact]
    public async Task Server_without_restart_is_told_from_one_with_it()
    {
        _server.Says("REST", "502 no");
        await using var connection = await OpenAsync();

        Assert.Null(await connection.OpenReadAsync("bk1", offset: 2, length: 3, CancellationToken.None));
    }

    [Fact]
    public async Task More_than_the_answer_before_tls_is_refused()
    {
        _server.Says("AUTH", "234 go\r\n230 you are in");

        var thrown = await Assert.ThrowsAsync<FtpException>(() => OpenAsync(FtpSecurity.Explicit));

        Assert.Equal(FtpFailure.BadReply, thrown.Failure);
        Assert.Equal(["AUTH TLS"], _server.Commands);
    }

    [Fact]
    public async Task Password_is_not_sent_where_tls_is_refused()
    {
        _server.Says("AUTH", "502 no TLS here");

        Assert.Equal(FtpFailure.NoTls, (await Assert.ThrowsAsync<FtpException>(() => OpenAsync(FtpSecurity.Explicit))).Failure);
        Assert.Equal(["AUTH TLS"], _server.Commands);
    }

    private Task<FtpConnection> OpenAsync() => OpenAsync(FtpSecurity.None);

    private Task<FtpConnection> OpenAsync(FtpSecurity security, TimeSpan? timeout = null) => FtpConnection.OpenAsync(
        new FtpServer("127.0.0.1", _server.Port, security) { Timeout = timeout ?? TimeSpan.FromSeconds(30) },
        TimeProvider.System,
        CancellationToken.None);

    private async Task<string> ReadAsync(long length, TimeSpan? timeout = null)
    {
        var connection = await OpenAsync(FtpSecurity.None, timeout);
        await using var stream = await connection.OpenReadAsync("bk1", 0, length, CancellationToken.None);
        using var reader = new StreamReader(stream!);
        return await reader.ReadToEndAsync();
    }
}
