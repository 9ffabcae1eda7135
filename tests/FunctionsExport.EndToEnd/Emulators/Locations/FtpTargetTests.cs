using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.RedisEnterprise.Exports;

namespace FunctionsExport.EndToEnd.Emulators.Locations;

public sealed class FtpTargetTests : IDisposable
{
    private readonly WrittenFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData(nameof(FtpTls.None))]
    [InlineData(nameof(FtpTls.Explicit))]
    [InlineData(nameof(FtpTls.Implicit))]
    public async Task File_arrives(string tls)
    {
        var mode = Enum.Parse<FtpTls>(tls);
        await using var server = await Vsftpd.StartAsync(new VsftpdOptions { Tls = mode, Password = "p@ss: \"w/r\\d%" });
        var folder = server.CreateFolder("in/orders");
        var services = new StorageServices { FtpsMode = mode, FtpsTrust = server.CertificatePem };
        await _file.PutAsync(new { type = "url", url = server.Url("in/orders") }, services);
        Assert.Equal(_file.Content, await File.ReadAllBytesAsync(Path.Combine(folder, WrittenFile.Name)));
    }

    [Fact]
    public async Task Wrong_password_is_no_permission()
    {
        await using var server = await Vsftpd.StartAsync();
        Assert.Equal(
            FailureReasons.NoPermission, await _file.RefusalAsync(new { type = "url", url = server.Url(password: "wrong") }));
    }

    [Fact]
    public async Task Folder_that_is_not_writable_is_no_permission()
    {
        await using var server = await Vsftpd.StartAsync();
        server.CreateFolder("closed", writable: false);
        Assert.Equal(
            FailureReasons.NoPermission, await _file.RefusalAsync(new { type = "url", url = server.Url("closed") }));
    }

    [Fact]
    public async Task Missing_folder_is_wrong_file_path()
    {
        await using var server = await Vsftpd.StartAsync();
        Assert.Equal(
            FailureReasons.WrongFilePath, await _file.RefusalAsync(new { type = "url", url = server.Url("missing") }));
    }

    [Fact]
    public async Task Full_disk_is_general_error_and_leaves_a_part()
    {
        await using var server = await Vsftpd.StartAsync(new VsftpdOptions { FileSizeLimit = 1_000_000 });
        var folder = server.CreateFolder("in");
        Assert.Equal(FailureReasons.GeneralError, await _file.RefusalAsync(new { type = "url", url = server.Url("in") }));
        Assert.Equal(1_000_000, new FileInfo(Path.Combine(folder, WrittenFile.Name)).Length);
    }

    [Fact]
    public async Task Certificate_of_another_is_general_error()
    {
        await using var server = await Vsftpd.StartAsync(new VsftpdOptions { Tls = FtpTls.Explicit });
        var services = new StorageServices { FtpsTrust = LoopbackCertificate.Create(DateTimeOffset.UtcNow).Certificate };
        Assert.Equal(
            FailureReasons.GeneralError, await _file.RefusalAsync(new { type = "url", url = server.Url() }, services));
        Assert.DoesNotContain(await server.ReadLogAsync(), line => line.Contains("PASS", StringComparison.Ordinal));
    }
}
