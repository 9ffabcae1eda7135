using FunctionsExport.Providers.TencentRedis.Api.Messages;
using FunctionsExport.Providers.TencentRedis.Backups;

namespace FunctionsExport.Tests.Providers.TencentRedis.Backups;

public sealed class BackupFileListTests
{
    [Fact]
    public void Each_shard_has_its_file_in_the_order_of_the_numbers_in_their_names()
    {
        var infos = Enumerable.Range(1, 12).Reverse().Select(i => Info($"shard-{i}-ignore.rdb", i * 10)).ToList();

        var files = BackupFileList.Read(new DescribeBackupUrlResponse(infos, null, null, null));

        Assert.Equal(Enumerable.Range(1, 12).Select(i => $"shard-{i}-ignore.rdb"), files.Select(f => f.Name));
        Assert.Equal(120, files[^1].Size);
    }

    [Fact]
    public void Parallel_lists_alone_serve_as_well()
    {
        var files = BackupFileList.Read(new DescribeBackupUrlResponse(
            null, ["a.rdb", "b.rdb"], ["https://x/-a.rdb", "https://x/-b.rdb"], ["https://y/-a.rdb", "https://y/-b.rdb"]));

        Assert.Equal([("a.rdb", "https://x/-a.rdb", "https://y/-a.rdb"), ("b.rdb", "https://x/-b.rdb", "https://y/-b.rdb")],
            files.Select(f => (f.Name, f.Extranet!, f.Intranet!)));
        Assert.All(files, f => Assert.Null(f.Size));
    }

    [Fact]
    public void Name_that_is_missing_is_read_from_the_address()
    {
        var files = BackupFileList.Read(new DescribeBackupUrlResponse(
            null, null, ["https://x/1/redis/2/data/2026-06-01/-a.rdb?sign=q-sign-time%3D1", "https://x/-b.rdb"], null));

        Assert.Equal(["a.rdb", "b.rdb"], files.Select(f => f.Name));
    }

    [Fact]
    public void Size_0_is_not_known_and_an_empty_address_is_none()
    {
        var file = Assert.Single(BackupFileList.Read(new DescribeBackupUrlResponse(
            [new BackupFileInfo("a.rdb", 0, "", "https://y/a")], null, null, null)));

        Assert.Equal((null, null, "https://y/a"), (file.Size, file.Extranet, file.Intranet));
    }

    [Fact]
    public void Lists_that_differ_in_length_lose_no_file()
    {
        Assert.Throws<FormatException>(() => BackupFileList.Read(new DescribeBackupUrlResponse(
            null, ["a.rdb"], ["https://x/a", "https://x/b"], null)));
        Assert.Throws<FormatException>(() => BackupFileList.Read(new DescribeBackupUrlResponse(
            [Info("a.rdb", 1)], ["a.rdb", "b.rdb"], ["https://x/a", "https://x/b"], null)));
    }

    [Theory]
    [InlineData("../../a.rdb")]
    [InlineData("a/b.rdb")]
    [InlineData("a\\b.rdb")]
    [InlineData("a\u001b[2Jb.rdb")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.")]
    [InlineData("Manifest.json")]
    [InlineData("https://x/a?sign=secret")]
    public void Name_that_is_none_is_refused_and_not_repeated(string name)
    {
        var thrown = Assert.Throws<FormatException>(() => BackupFileList.Read(new DescribeBackupUrlResponse(
            [Info(name, 1)], null, null, null)));

        Assert.Equal("one of its files has no name, or one that is none", thrown.Message);
    }

    [Fact]
    public void Two_files_of_one_name_are_refused()
    {
        Assert.Throws<FormatException>(() => BackupFileList.Read(new DescribeBackupUrlResponse(
            [Info("a.rdb", 1), Info("A.rdb", 2)], null, null, null)));
    }

    [Fact]
    public void File_shows_no_address() =>
        Assert.Equal("a.rdb", new BackupFile("a.rdb", 1, "https://x/a?sign=secret", null).ToString());

    private static BackupFileInfo Info(string name, long size) => new(name, size, "https://x/" + size, null);
}
