using FunctionsExport.Emulators.Processes;
using FunctionsExport.Transfer.Sources.Ftp;

namespace FunctionsExport.Tests.Transfer.Sources.Ftp;

/// <summary>The client against a real server, which by default demands that data connections resume the TLS session.</summary>
public sealed class VsftpdTransferTests
{
    private const string Name = "bk20260801-020000-7-orders-1_of_1-9-0-16383.rdb.gz";

    [Theory]
    [InlineData(Emulators.Processes.FtpTls.None, true)]
    [InlineData(Emulators.Processes.FtpTls.Explicit, true)]
    [InlineData(Emulators.Processes.FtpTls.Implicit, true)]
    [InlineData(Emulators.Processes.FtpTls.Explicit, false)]
    public async Task Files_are_listed_read_from_an_offset_and_removed(object tls, bool reuse)
    {
        await using var server = await StartAsync((Emulators.Processes.FtpTls)tls, reuse);
        var content = WriteFile(server, 3_000_000);
        await using var connection = await OpenAsync(server);
        await connection.EnterAsync("exports", CancellationToken.None);

        Assert.Equal([new FtpEntry(Name, content.Length, null)], await connection.ListAsync(CancellationToken.None));
        Assert.Equal(content.Length, await connection.FindSizeAsync(Name, CancellationToken.None));
        Assert.Matches("^[0-9]{14}$", await connection.FindModifiedAsync(Name, CancellationToken.None));
        foreach (var offset in new[] { 0, 1, 2_999_999 })
        {
            Assert.Equal(content[offset..], await ReadAsync(server, offset, content.Length - offset));
        }

        Assert.True(await connection.DeleteAsync(Name, CancellationToken.None));
        Assert.False(await connection.DeleteAsync(Name, CancellationToken.None));
        Assert.False(File.Exists(Path.Combine(server.Root, "exports", Name)));
    }

    [Fact]
    public async Task Four_files_are_read_at_a_time_each_with_a_session_of_its_own()
    {
        await using var server = await StartAsync(Emulators.Processes.FtpTls.Explicit);
        var content = WriteFile(server, 1_000_000);

        var read = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ReadAsync(server, 0, content.Length)));

        Assert.All(read, r => Assert.Equal(content, r));
    }

    [Fact]
    public async Task Address_instead_of_a_name_has_no_session_to_resume()
    {
        await using var server = await StartAsync(Emulators.Processes.FtpTls.Explicit);
        WriteFile(server, 10);
        await using var connection = await OpenAsync(server, host: "127.0.0.1");

        var thrown = await Assert.ThrowsAsync<FtpException>(() => connection.ListAsync(CancellationToken.None));

        Assert.Equal(FtpFailure.SessionNotReused, thrown.Failure);
    }

    [Fact]
    public async Task Wrong_password_is_refused()
    {
        await using var server = await StartAsync(Emulators.Processes.FtpTls.None);

        var thrown = await Assert.ThrowsAsync<FtpException>(() => OpenAsync(server, password: "wrong"));

        Assert.Equal((FtpFailure.LoginRefused, 530), (thrown.Failure, thrown.Code));
    }

    [Fact]
    public async Task Certificate_that_is_not_trusted_ends_it_before_the_password()
    {
        await using var server = await StartAsync(Emulators.Processes.FtpTls.Implicit);

        var thrown = await Assert.ThrowsAsync<FtpException>(() => OpenAsync(server, trusted: false));

        Assert.Equal(FtpFailure.NotTrusted, thrown.Failure);
        Assert.DoesNotContain(await server.ReadLogAsync(), l => l.Contains("PASS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Directory_or_file_that_is_not_there_is_told()
    {
        await using var server = await StartAsync(Emulators.Processes.FtpTls.None);
        await using var connection = await OpenAsync(server);

        var thrown = await Assert.ThrowsAsync<FtpException>(() => connection.EnterAsync("nowhere", CancellationToken.None));

        Assert.Equal(FtpFailure.NoDirectory, thrown.Failure);
        Assert.Null(await connection.FindSizeAsync(Name, CancellationToken.None));
    }

    [Theory]
    [InlineData(Emulators.Processes.FtpTls.None)]
    [InlineData(Emulators.Processes.FtpTls.Explicit)]
    public async Task Server_that_is_gone_in_the_middle_of_a_file_is_no_end_of_it(object tls)
    {
        await using var server = await StartAsync((Emulators.Processes.FtpTls)tls);
        var content = WriteFile(server, 50_000_000);
        var connection = await OpenAsync(server);
        await connection.EnterAsync("exports", CancellationToken.None);
        await using var stream = await connection.OpenReadAsync(Name, 0, content.Length, CancellationToken.None);
        await stream!.ReadExactlyAsync(new byte[100_000]);

        server.KillHard();

        await Assert.ThrowsAnyAsync<IOException>(() => stream.CopyToAsync(Stream.Null));
    }

    private static Task<Vsftpd> StartAsync(Emulators.Processes.FtpTls tls, bool reuse = true) =>
        Vsftpd.StartAsync(new VsftpdOptions { Tls = tls, RequireSessionReuse = reuse });

    private static byte[] WriteFile(Vsftpd server, int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        var path = Path.Combine(server.CreateFolder("exports"), Name);
        File.WriteAllBytes(path, content);

        // Gives the server's user the file too.
        server.CreateFolder("exports");
        return content;
    }

    private static async Task<FtpConnection> OpenAsync(
        Vsftpd server, string? password = null, string host = "localhost", bool trusted = true)
    {
        System.Security.Cryptography.X509Certificates.X509Certificate2Collection? roots = null;
        if (server.CertificatePem is not null && trusted)
        {
            roots = [];
            roots.ImportFromPem(server.CertificatePem);
        }

        var security = server.Tls switch
        {
            Emulators.Processes.FtpTls.Implicit => FtpSecurity.Implicit,
            Emulators.Processes.FtpTls.Explicit => FtpSecurity.Explicit,
            _ => FtpSecurity.None,
        };
        var options = new FtpServer(host, server.Port, security)
        {
            Username = Vsftpd.User,
            Password = password ?? server.Password,
            Roots = roots,
        };
        return await FtpConnection.OpenAsync(options, TimeProvider.System, CancellationToken.None);
    }

    private static async Task<byte[]> ReadAsync(Vsftpd server, long offset, long length)
    {
        var connection = await OpenAsync(server);
        await connection.EnterAsync("exports", CancellationToken.None);
        await using var stream = await connection.OpenReadAsync(Name, offset, length, CancellationToken.None);
        using var content = new MemoryStream();
        await stream!.CopyToAsync(content);
        return content.ToArray();
    }
}
