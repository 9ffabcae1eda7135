using System.Text;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;
using FunctionsExport.Tests.Providers.TencentRedis.Support;

namespace FunctionsExport.Tests.Providers.TencentRedis;

public sealed class FilesTests : TencentTest
{
    private static readonly ExportPreparation Prepared =
        new(Summary, """{"backupId":"1-2-3","startedAt":"2026-05-31T18:00:48+00:00"}""");

    private static readonly ExportedFile File = new("a-1.rdb", 6, "there", 1, 2, Reference: "1-2-3");

    [Fact]
    public async Task Every_shard_s_file_is_listed_without_its_address()
    {
        Script(Backup("1-2-3"), Info("a-2.rdb", 20), Info("a-1.rdb", 0));

        var files = await ListAsync();

        Assert.Equal([("a-1.rdb", null, 1), ("a-2.rdb", 20L, 2)], files.Select(f => (f.Name, f.Size, f.Part)));
        Assert.All(files, f =>
        {
            Assert.Equal((2, "1-2-3", false), (f.Parts, f.Reference, f.Encrypted));
            Assert.Equal($"{f.Name} in the backup 1-2-3 of crs-4y9t57vt (ap-guangzhou)", f.Location);
        });
    }

    [Fact]
    public async Task Encrypted_backup_s_files_say_so()
    {
        Script(Backup("1-2-3", encrypted: true), Info("a-1.rdb", 10), Info("a-2.rdb", 20));

        Assert.All(await ListAsync(), f => Assert.True(f.Encrypted));
    }

    [Fact]
    public async Task Shard_without_a_file_is_a_fault_and_tried_again()
    {
        Script(Backup("1-2-3"), Info("a-1.rdb", 10));
        Api.Fails(Detail, "UnauthorizedOperation");

        var thrown = await TencentFault.OfAsync(ListAsync);

        Assert.Equal((FaultCodes.Incomplete, true), (thrown.Fault.Code, thrown.Fault.Retry));
    }

    [Fact]
    public async Task Backup_of_a_time_with_fewer_shards_is_whole()
    {
        Script(Backup("1-2-3"), Info("a-1.rdb", 10));
        Api.On(Detail, """{"BackupId":"1-2-3","ShardNum":1}""");

        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task Backup_without_a_file_is_a_fault()
    {
        Script(Backup("1-2-3"));
        Api.On(Detail, """{"BackupId":"1-2-3"}""");

        Assert.Equal(FaultCodes.Incomplete, (await TencentFault.OfAsync(ListAsync)).Fault.Code);
    }

    [Theory]
    [InlineData(-1, FaultCodes.BackupExpired, false)]
    [InlineData(-2, FaultCodes.BackupNotFound, false)]
    [InlineData(1, FaultCodes.BackupStatusInvalid, true)]
    public async Task Backup_that_is_not_whole_any_more_is_a_fault(int status, string code, bool retry)
    {
        Script(Backup("1-2-3", status: status));

        var thrown = await TencentFault.OfAsync(ListAsync);

        Assert.Equal((code, retry), (thrown.Fault.Code, thrown.Fault.Retry));
    }

    [Fact]
    public async Task List_that_tells_no_name_is_a_fault()
    {
        Script(Backup("1-2-3"), """{"FileSize":3}""");

        Assert.Equal(FaultCodes.UnexpectedAnswer, (await TencentFault.OfAsync(ListAsync)).Fault.Code);
    }

    [Theory]
    [InlineData("Extranet", "/extranet/-a-1.rdb")]
    [InlineData("Intranet", "/intranet/-a-1.rdb")]
    public async Task Network_decides_which_address_is_taken(string network, string path)
    {
        Source.With("Network", network);
        Script(Backup("1-2-3"), Info("a-1.rdb", 6));
        Api.On("GET " + path, _ => new StubAnswer(200, "REDIS1"));

        Assert.Equal("REDIS1", await ReadAsync());
        Assert.Equal("?sign=q-sign-time%3D1551952863%3B1551974523%26q%3D%2f+%7E", Api.Requests[^1].Query);
        Assert.DoesNotContain("Authorization", Api.Requests[^1].Headers.Keys);
    }

    [Theory]
    [InlineData("Extranet", "DownloadUrl", "Intranet")]
    [InlineData("Intranet", "InnerDownloadUrl", "Extranet")]
    public async Task Address_that_is_not_given_is_a_fault_with_the_remedy(string network, string missing, string remedy)
    {
        Source.With("Network", network);
        Script(Backup("1-2-3"), Info("a-1.rdb", 6).Replace($"\"{missing}\"", "\"Other\"", StringComparison.Ordinal));

        var thrown = await TencentFault.OfAsync(ReadAsync);

        Assert.Equal((FaultCodes.DestinationDenied, false), (thrown.Fault.Code, thrown.Fault.Retry));
        Assert.Contains(TencentSource.NameOf("Network"), thrown.Fault.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, thrown.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_that_has_expired_is_asked_for_again_once()
    {
        Script(Backup("1-2-3"), Info("a-1.rdb", 6));
        Api.Clear(Urls).On(Urls, InfosOf(Info("a-1.rdb", 6))).On(Urls, InfosOf(Info("a-1.rdb", 6, "fresh")))
            .On("GET /extranet/-a-1.rdb", _ => new StubAnswer(403, "<Error><Code>AccessDenied</Code></Error>"))
            .On("GET /fresh/-a-1.rdb", _ => new StubAnswer(200, "REDIS1"));

        Assert.Equal("REDIS1", await ReadAsync());
        Assert.Equal("REDIS1", await ReadAsync());

        Assert.Equal(
            [Urls, "GET /extranet/-a-1.rdb", Urls, "GET /fresh/-a-1.rdb", "GET /fresh/-a-1.rdb"], Api.Calls);
    }

    [Fact]
    public async Task Address_that_is_refused_when_fresh_is_a_fault_without_it()
    {
        Script(Backup("1-2-3"), Info("a-1.rdb", 6));
        Api.On("GET /extranet/-a-1.rdb", _ => new StubAnswer(403, "no"));

        var thrown = await TencentFault.OfAsync(ReadAsync);

        Assert.InRange(Api.Calls.Count(c => c == Urls), 1, 2);
        Assert.Contains("a-1.rdb", thrown.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_of_another_kind_is_refused()
    {
        Script(Backup("1-2-3"), """{"FileName":"a-1.rdb","DownloadUrl":"file:///etc/passwd"}""");

        Assert.Equal(FaultCodes.UnexpectedAnswer, (await TencentFault.OfAsync(ReadAsync)).Fault.Code);
    }

    private void Script(string backup, params string[] infos) =>
        Api.Clear(Backups).On(Backups, ListOf(backup)).Clear(Urls).On(Urls, InfosOf(infos));

    private static string InfosOf(params string[] infos) => $$"""{"BackupInfos":[{{string.Join(',', infos)}}]}""";

    private string Info(string name, long size, string extranet = "extranet")
    {
        const string Sign = "?sign=q-sign-time%3D1551952863%3B1551974523%26q%3D%2f+%7E";
        return $$"""
            {"FileName":"{{name}}","FileSize":{{size}},"DownloadUrl":"{{Api.Endpoint}}/{{extranet}}/-{{name}}{{Sign}}",
            "InnerDownloadUrl":"{{Api.Endpoint}}/intranet/-{{name}}{{Sign}}"}
            """;
    }

    private Task<IReadOnlyList<ExportedFile>> ListAsync() => Provider.ListFilesAsync(Prepared, [], CancellationToken.None);

    private async Task<string> ReadAsync()
    {
        await using var opened = await Provider.OpenFileAsync(File, FileRange.All, CancellationToken.None);
        using var read = new MemoryStream();
        await opened.Content.CopyToAsync(read);
        return Encoding.UTF8.GetString(read.ToArray());
    }
}
