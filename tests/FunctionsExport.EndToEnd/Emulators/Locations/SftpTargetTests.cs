using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.RedisEnterprise.Exports;

namespace FunctionsExport.EndToEnd.Emulators.Locations;

public sealed class SftpTargetTests : IDisposable
{
    private readonly WrittenFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task File_arrives_with_the_locations_key_or_the_clusters(bool clusterKey)
    {
        await using var server = await Sshd.StartAsync();
        var folder = server.CreateFolder("in");
        await (clusterKey
            ? _file.PutAsync(new { type = "sftp", sftp_url = server.Url("in") }, new StorageServices { ClusterKey = server.Key })
            : _file.PutAsync(Location(server, "in")));
        Assert.Equal(_file.Content, await File.ReadAllBytesAsync(Path.Combine(folder, WrittenFile.Name)));
    }

    [Fact]
    public async Task Unknown_key_or_none_is_no_permission()
    {
        await using var server = await Sshd.StartAsync();
        var stranger = await SshKeyPair.CreateAsync("stranger");
        Assert.Equal(FailureReasons.NoPermission, await _file.RefusalAsync(
            new { type = "sftp", sftp_url = server.Url(), key = stranger.PrivateKey }));
        Assert.Equal(
            FailureReasons.NoPermission, await _file.RefusalAsync(new { type = "sftp", sftp_url = server.Url() }));
    }

    [Fact]
    public async Task Folder_that_is_not_writable_is_no_permission()
    {
        await using var server = await Sshd.StartAsync();
        server.CreateFolder("closed", writable: false);
        Assert.Equal(FailureReasons.NoPermission, await _file.RefusalAsync(Location(server, "closed")));
    }

    [Fact]
    public async Task Missing_folder_is_wrong_file_path()
    {
        await using var server = await Sshd.StartAsync();
        Assert.Equal(FailureReasons.WrongFilePath, await _file.RefusalAsync(Location(server, "missing")));
    }

    [Fact]
    public async Task Full_disk_is_general_error_and_leaves_a_part()
    {
        await using var server = await Sshd.StartAsync(new SshdOptions { FileSizeLimit = 1_000_000 });
        var folder = server.CreateFolder("in");
        Assert.Equal(FailureReasons.GeneralError, await _file.RefusalAsync(Location(server, "in")));
        Assert.InRange(new FileInfo(Path.Combine(folder, WrittenFile.Name)).Length, 1, 1_000_000);
    }

    private static object Location(Sshd server, string folder) =>
        new { type = "sftp", sftp_url = server.Url(folder), key = server.Key.PrivateKey };
}
