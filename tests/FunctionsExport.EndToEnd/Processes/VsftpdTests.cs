using System.Globalization;
using System.Security.Cryptography;
using FunctionsExport.Emulators.Processes;

namespace FunctionsExport.EndToEnd.Processes;

public sealed class VsftpdTests : IDisposable
{
    private const int LoginDenied = 67;

    private readonly TempFolder _work = new("test");
    private readonly byte[] _bytes = RandomNumberGenerator.GetBytes(3_000_000);

    public VsftpdTests() => File.WriteAllBytes(Local, _bytes);

    private string Local => _work.File("sent");

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData(nameof(FtpTls.None))]
    [InlineData(nameof(FtpTls.Explicit))]
    [InlineData(nameof(FtpTls.Implicit))]
    public async Task File_comes_back_as_it_went(string tls)
    {
        await using var server = await StartAsync(new VsftpdOptions { Tls = Enum.Parse<FtpTls>(tls), Password = "p@ss/w:rd%" });
        var folder = server.CreateFolder("in");
        Assert.Equal((0, ""), await CurlAsync(server, "in/", "--upload-file", Local));
        Assert.Equal(_bytes, await File.ReadAllBytesAsync(Path.Combine(folder, "sent")));
        Assert.Equal((0, ""), await CurlAsync(server, "in/sent", "--output", _work.File("back")));
        Assert.Equal(_bytes, await File.ReadAllBytesAsync(_work.File("back")));
        Assert.Contains(await server.ReadLogAsync(), line => line.Contains("RETR sent", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wrong_password_is_refused()
    {
        await using var server = await StartAsync(new VsftpdOptions());
        var (code, output) = await CurlClient.RunAsync(server.Url(password: "wrong"));
        Assert.Equal(LoginDenied, code);
        Assert.Contains("530", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_without_TLS_is_refused_where_TLS_is_required()
    {
        await using var server = await StartAsync(new VsftpdOptions { Tls = FtpTls.Explicit });
        var (code, _) = await CurlClient.RunAsync("--user", $"{Vsftpd.User}:{server.Password}", Address("ftp", server, ""));
        Assert.Equal(LoginDenied, code);
    }

    [Fact]
    public async Task Folder_that_is_not_writable_takes_no_files()
    {
        await using var server = await StartAsync(new VsftpdOptions());
        var folder = server.CreateFolder("closed", writable: false);
        var (code, output) = await CurlAsync(server, "closed/", "--upload-file", Local);
        Assert.NotEqual(0, code);
        Assert.Contains("553", output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder));
    }

    [Fact]
    public async Task Upload_ends_where_the_disk_is_full()
    {
        await using var server = await StartAsync(new VsftpdOptions { FileSizeLimit = 1_000_000 });
        var folder = server.CreateFolder("in");
        var (code, _) = await CurlAsync(server, "in/", "--upload-file", Local);
        Assert.NotEqual(0, code);
        Assert.Contains(await server.ReadLogAsync(), line => line.Contains("451", StringComparison.Ordinal));
        Assert.Equal(1_000_000, new FileInfo(Path.Combine(folder, "sent")).Length);
    }

    [Fact]
    public async Task Server_does_not_run_as_root_and_leaves_nothing()
    {
        var server = await StartAsync(new VsftpdOptions());
        var user = (await File.ReadAllLinesAsync($"/proc/{server.Pid}/status")).Single(line => line.StartsWith("Uid:", StringComparison.Ordinal));
        Assert.DoesNotContain("\t0", user, StringComparison.Ordinal);
        await server.DisposeAsync();
        await ProcessTable.WaitUntilGoneAsync(server.Pid);
        Assert.False(Directory.Exists(server.Root));
    }

    [Fact]
    public async Task Server_can_come_back_on_its_port()
    {
        await using var first = await StartAsync(new VsftpdOptions());
        first.KillHard();
        await ProcessTable.WaitUntilGoneAsync(first.Pid);
        await using var second = await StartAsync(new VsftpdOptions { Port = first.Port });
        Assert.Equal(first.Port, second.Port);
        Assert.Equal((0, ""), await CurlAsync(second, "", "--list-only"));
    }

    [Fact]
    public async Task Port_in_use_is_told()
    {
        await using var first = await StartAsync(new VsftpdOptions());
        var exception = await Assert.ThrowsAsync<ChildProcessException>(() => StartAsync(new VsftpdOptions { Port = first.Port }));
        Assert.Contains("could not bind", exception.Message, StringComparison.Ordinal);
    }

    private static Task<Vsftpd> StartAsync(VsftpdOptions options) => Vsftpd.StartAsync(options);

    // In curl's words ftps is implicit TLS alone.
    private async Task<(int, string)> CurlAsync(Vsftpd server, string path, params string[] arguments)
    {
        List<string> line = ["--user", $"{Vsftpd.User}:{server.Password}", .. arguments];
        if (server.CertificatePem is { } certificate)
        {
            await File.WriteAllTextAsync(_work.File("ca.pem"), certificate);
            line.AddRange(["--cacert", _work.File("ca.pem"), "--ssl-reqd"]);
        }

        line.Add(Address(server.Tls == FtpTls.Implicit ? "ftps" : "ftp", server, path));
        return await CurlClient.RunAsync([.. line]);
    }

    private static string Address(string scheme, Vsftpd server, string path) =>
        string.Create(CultureInfo.InvariantCulture, $"{scheme}://127.0.0.1:{server.Port}/{path}");
}
