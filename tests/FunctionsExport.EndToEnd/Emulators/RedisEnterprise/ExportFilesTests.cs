using System.Text.RegularExpressions;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.RedisEnterprise;
using FunctionsExport.Emulators.RedisEnterprise.Exports;
using FunctionsExport.Emulators.Redis;
using FunctionsExport.Emulators.Samples;

namespace FunctionsExport.EndToEnd.Emulators.RedisEnterprise;

/// <summary>What an export leaves at its location.</summary>
public sealed partial class ExportFilesTests
{
    [Fact]
    public async Task Files_of_three_shards_load_into_equal_servers()
    {
        await using var cluster = await EmulatedCluster.StartAsync(shards: 3, keys: 5_000);
        await cluster.ExportAsync();
        var files = cluster.Files.Select(name => FileName().Match(name)).ToList();
        Assert.All(files, match => Assert.True(match.Success));
        Assert.Equal(
            ["1_of_3-1-0-5460", "2_of_3-2-5461-10922", "3_of_3-3-10923-16383"],
            files.Select(match => match.Groups["shard"].Value));
        Assert.Single(files.Select(match => match.Groups["stamp"].Value).Distinct());
        for (var shard = 0; shard < 3; shard++)
        {
            Assert.True(await cluster.Servers[shard].CountKeysAsync() > 1_000);
            Assert.Equal(await cluster.Servers[shard].DigestAsync(), await cluster.DigestOfFileAsync(cluster.Files[shard]));
        }
    }

    [Fact]
    public async Task Export_holds_what_was_written_before_it()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        await cluster.ExportAsync();
        await cluster.Servers[0].CallAsync("SET", "later", "value");
        await cluster.ExportAsync();
        Assert.Equal(2, cluster.Files.Count);
        Assert.NotEqual(await cluster.Servers[0].DigestAsync(), await cluster.DigestOfFileAsync(cluster.Files[0]));
        Assert.Equal(await cluster.Servers[0].DigestAsync(), await cluster.DigestOfFileAsync(cluster.Files[1]));
    }

    [Fact]
    public async Task Save_of_somebody_else_is_waited_for()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        var server = cluster.Servers[0];

        // The other save takes half a second: 50 keys of 10 ms each.
        await server.CallAsync("CONFIG", "SET", "rdb-key-save-delay", "10000");
        await SampleData.FillAsync([server.Address], new SampleDataOptions { Keys = 50 });
        await server.CallAsync("BGSAVE");
        await server.CallAsync("SET", "later", "value");
        await server.CallAsync("CONFIG", "SET", "rdb-key-save-delay", "0");
        Assert.Equal("succeeded", (string?)(await cluster.ExportAsync())["export_status"]);
        Assert.Equal(await server.DigestAsync(), await cluster.DigestOfFileAsync(cluster.Files[0]));
    }

    [Fact]
    public async Task Name_in_the_files_is_cut_to_thirty_characters()
    {
        await using var cluster = await EmulatedCluster.StartAsync(name: "a-database-with-hyphens-and-a-long-name");
        await cluster.ExportAsync();
        var file = Assert.Single(cluster.Files);
        Assert.EndsWith("-1-a-database-with-hyphens-and-a--1_of_1-1-0-16383.rdb.gz", file, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_has_the_form_of_a_clusters()
    {
        var stamp = new DateTimeOffset(2022, 3, 4, 20, 13, 55, TimeSpan.FromHours(2));
        var shard = new Shard(1, 58, 0, 16383, new RedisAddress("localhost", 1));
        Assert.Equal(
            "bk20220304-181355-37-db01-1_of_1-58-0-16383.rdb.gz",
            ShardFileName.Format(stamp, 37, "db01", shard, 1, new AnswerForms()));
    }

    [Fact]
    public async Task Replicas_are_in_the_shard_list_and_not_exported()
    {
        await using var cluster = await EmulatedCluster.StartAsync(shards: 2, replication: true);
        var bdb = await cluster.ExportAsync();
        Assert.Equal("[1,2,3,4]", bdb["shard_list"]!.ToJsonString());
        Assert.Equal(2, (int?)bdb["shards_count"]);
        Assert.Equal(2, cluster.Files.Count);
    }

    [Fact]
    public async Task Folder_that_is_not_there_is_wrong_file_path()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        foreach (var path in new[] { Path.Combine(cluster.Folder, "missing"), "relative", await MakeFileAsync(cluster) })
        {
            Assert.Equal("wrong-file-path", (string?)(await cluster.ExportAsync(path))["export_failure_reason"]);
        }
    }

    [Fact]
    public async Task Folder_that_cannot_be_written_is_no_permission()
    {
        await using var cluster = await EmulatedCluster.StartAsync();

        // Nobody creates files in /sys, not even root.
        var failed = await cluster.ExportAsync("/sys");
        Assert.Equal("failed", (string?)failed["export_status"]);
        Assert.Equal("no-permission", (string?)failed["export_failure_reason"]);
    }

    [Fact]
    public async Task Name_that_is_taken_by_a_folder_is_a_general_error_without_leftovers()
    {
        using var work = new TempFolder("test");
        Directory.CreateDirectory(Path.Combine(work.FullName, "taken", "inside"));
        await File.WriteAllTextAsync(work.File("source"), "x");
        var target = new MountPointTarget(work.FullName);
        var exception = await Assert.ThrowsAsync<ExportFailedException>(() =>
            target.PutAsync(work.File("source"), "taken", default));
        Assert.Equal("general-error", exception.Reason);
        Assert.Equal(["source"], Directory.GetFiles(work.FullName).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Shard_that_is_gone_is_a_general_error()
    {
        await using var cluster = await EmulatedCluster.StartAsync(shards: 2);
        cluster.Servers[1].KillHard();
        Assert.Equal("general-error", (string?)(await cluster.ExportAsync())["export_failure_reason"]);
        Assert.Empty(cluster.Files);
    }

    private static async Task<string> MakeFileAsync(EmulatedCluster cluster)
    {
        var path = Path.Combine(cluster.Folder, "file");
        await File.WriteAllTextAsync(path, "");
        return path;
    }

    [GeneratedRegex(@"^bk(?<stamp>\d{8}-\d{6})-1-orders-(?<shard>\d+_of_\d+-\d+-\d+-\d+)\.rdb\.gz$")]
    private static partial Regex FileName();
}
