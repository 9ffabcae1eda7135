using System.Text.Json.Nodes;
using FunctionsExport.Providers;
using FunctionsExport.Providers.Tencent;
using FunctionsExport.Tests.Providers.TencentRedis.Support;

namespace FunctionsExport.Tests.Providers.TencentRedis;

/// <summary>Which backup an export takes.</summary>
public sealed class PrepareTests : TencentTest
{
    [Fact]
    public async Task Database_is_described_by_its_instance()
    {
        Api.Clear(Backups).On(Backups, ListOf(Backup("1-2-3")));

        Assert.Equal(Summary, (await PrepareAsync()).Database);
    }

    [Fact]
    public async Task Newest_whole_backup_is_taken_whatever_the_order_of_the_list()
    {
        Api.Clear(Backups).On(Backups, ListOf(
            Backup("old", "2026-05-30 02:00:00"),
            Backup("being-made", "2026-06-02 02:00:00", status: 1),
            Backup("newest", "2026-06-01 02:00:00", status: 4),
            Backup("expired", "2026-06-03 02:00:00", status: -1),
            Backup("older", "2026-05-31 02:00:00")));

        Assert.Equal("newest", BackupIn(await PrepareAsync()));
    }

    [Fact]
    public async Task Backups_are_looked_for_in_pages_and_in_windows_of_30_days()
    {
        var first = Enumerable.Range(0, 100).Select(i => Backup($"gone-{i}", status: -1)).ToArray();
        Api.Clear(Backups)
            .On(Backups, """{"BackupSet":[],"TotalCount":0}""")
            .On(Backups, ListOf(first).Replace("\"TotalCount\":100", "\"TotalCount\":101", StringComparison.Ordinal))
            .On(Backups, ListOf(Backup("found")).Replace("\"TotalCount\":1", "\"TotalCount\":101", StringComparison.Ordinal));

        Assert.Equal("found", BackupIn(await PrepareAsync()));

        var asked = Api.Requests.Where(r => r.Headers["X-TC-Action"] == Backups).Select(r => JsonNode.Parse(r.Body)!).ToList();
        Assert.Equal([0, 0, 100], asked.Select(a => (int)a["Offset"]!));
        Assert.All(asked, a => Assert.Equal(100, (int)a["Limit"]!));
        Assert.All(asked, a => Assert.InRange(
            TimeOf(a, "EndTime") - TimeOf(a, "BeginTime"), TimeSpan.FromDays(29), TimeSpan.FromDays(30)));
        Assert.Equal(TimeOf(asked[0], "BeginTime").AddSeconds(-1), TimeOf(asked[1], "EndTime"));
        Assert.Equal((string)asked[1]["BeginTime"]!, (string)asked[2]["BeginTime"]!);
    }

    [Fact]
    public async Task List_under_its_former_name_is_read_too()
    {
        Api.Clear(Backups).On(
            Backups, ListOf(Backup("1-2-3")).Replace("BackupSet", "RedisBackupSet", StringComparison.Ordinal));

        Assert.Equal("1-2-3", BackupIn(await PrepareAsync()));
    }

    [Fact]
    public async Task Backup_of_a_given_id_is_taken_and_waited_for_when_it_is_not_whole_yet()
    {
        Source.With("BackupId", "second");
        Api.Clear(Backups).On(Backups, ListOf(Backup("first"), Backup("second", status: 3)));

        var prepared = await PrepareAsync();

        Assert.Equal("second", BackupIn(prepared));
        Assert.Equal(ProviderState.Exporting, (await Provider.GetProgressAsync(prepared, [], CancellationToken.None)).State);
    }

    [Theory]
    [InlineData(-1, FaultCodes.BackupExpired)]
    [InlineData(-2, FaultCodes.BackupNotFound)]
    [InlineData(7, FaultCodes.UnexpectedAnswer)]
    public async Task Backup_of_a_given_id_that_cannot_be_had_is_a_fault(int status, string code)
    {
        Source.With("BackupId", "first");
        Api.Clear(Backups).On(Backups, ListOf(Backup("first", status: status)));

        Assert.Equal(code, (await TencentFault.OfAsync(PrepareAsync)).Fault.Code);
    }

    [Fact]
    public async Task Backup_that_there_is_not_is_a_fault_that_names_the_setting()
    {
        Source.With("BackupId", "third");
        Api.Clear(Backups).On(Backups, ListOf(Backup("first")));

        var thrown = await TencentFault.OfAsync(PrepareAsync);

        Assert.Equal((FaultCodes.BackupNotFound, false), (thrown.Fault.Code, thrown.Fault.Retry));
        Assert.Contains(TencentSource.NameOf("BackupId"), thrown.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Age_limits_how_far_back_is_looked()
    {
        Source.With("MaxBackupAge", "2.00:00:00");

        var thrown = await TencentFault.OfAsync(PrepareAsync);

        Assert.Equal(FaultCodes.BackupNotFound, thrown.Fault.Code);
        Assert.Contains("BackupFirst", thrown.Fault.Message, StringComparison.Ordinal);
        var asked = JsonNode.Parse(Assert.Single(Api.Requests, r => r.Headers["X-TC-Action"] == Backups).Body)!;
        Assert.InRange(DateTimeOffset.UtcNow - TimeOf(asked, "BeginTime"), TimeSpan.FromHours(47), TimeSpan.FromHours(49));
    }

    [Fact]
    public async Task Backup_that_is_to_be_made_needs_no_list()
    {
        Source.With("BackupFirst", "true");

        Assert.Null(BackupIn(await PrepareAsync()));
        Assert.Equal([Instances], Api.Calls);
    }

    [Theory]
    [InlineData(0, FaultCodes.DatabaseBusy, true)]
    [InlineData(1, FaultCodes.DatabaseBusy, true)]
    [InlineData(-2, FaultCodes.AccountRefused, false)]
    [InlineData(-3, FaultCodes.AccountRefused, false)]
    public async Task Instance_that_is_not_running_cannot_be_backed_up(int status, string code, bool retry)
    {
        Source.With("BackupFirst", "true");
        Api.Clear(Instances).On(Instances, Instance(status));

        var thrown = await TencentFault.OfAsync(PrepareAsync);

        Assert.Equal((code, retry), (thrown.Fault.Code, thrown.Fault.Retry));
    }

    private Task<ExportPreparation> PrepareAsync() => Provider.PrepareAsync(CancellationToken.None);

    private static string? BackupIn(ExportPreparation prepared) =>
        (string?)JsonNode.Parse(prepared.ProviderState)!["backupId"];

    private static DateTimeOffset TimeOf(JsonNode asked, string field) => TencentTime.Parse((string)asked[field]!)!.Value;
}
