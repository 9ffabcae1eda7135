using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;

namespace FunctionsExport.Tests.Providers.RedisEnterprise;

public sealed class PrepareTests : ClusterTest
{
    private protected override TestSource CreateSource(string endpoint) => new(endpoint) { Time = new FastTime() };

    [Fact]
    public async Task Prepare_reads_resets_and_reads_again()
    {
        await PrepareAsync();

        Assert.Equal([Bdb.Call, Bdb.ResetCall, Bdb.Call, Bdb.StatisticsCall, Bdb.ActionsCall], Cluster.Calls);
    }

    [Fact]
    public async Task Prepare_tells_what_the_database_is()
    {
        var preparation = await PrepareAsync();

        Assert.Equal(new DatabaseSummary("7", "orders-eu", "7.4.2", 1073741824, 3), preparation.Database);
    }

    [Theory]
    [InlineData("""{"7":{"used_memory":5000.0,"no_of_keys":42.0,"stime":"2026-08-01T00:00:00Z"}}""", 5000L, 42L)]
    [InlineData("""{"used_memory":"5000","no_of_keys":"42"}""", 5000L, 42L)]
    [InlineData("""{"7":{"no_of_keys":0}}""", null, 0L)]
    [InlineData("""{"8":{"no_of_keys":42}}""", null, null)]
    [InlineData("""{"7":{"used_memory":-1,"no_of_keys":"NaN"}}""", null, null)]
    [InlineData("""{"7":{"no_of_keys":true}}""", null, null)]
    [InlineData("[]", null, null)]
    [InlineData("no JSON", null, null)]
    public async Task Summary_tells_memory_in_use_and_keys_where_the_cluster_does(string body, long? used, long? keys)
    {
        Cluster.On(Bdb.StatisticsCall, 200, body);

        var database = (await PrepareAsync()).Database;

        Assert.Equal((used, keys), (database.UsedMemoryBytes, database.Keys));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Summary_does_without_what_the_cluster_does_not_give(int status)
    {
        Cluster.On(Bdb.StatisticsCall, status).On(Bdb.ActionsCall, status);

        var preparation = await PrepareAsync();

        Assert.Null(preparation.Database.Keys);
        Assert.DoesNotContain("actions", preparation.ProviderState, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_login_is_not_done_without()
    {
        Cluster.Clear(Bdb.StatisticsCall).On(Bdb.StatisticsCall, 401);

        var thrown = await Fault.OfAsync(PrepareAsync);

        Assert.Equal((FaultCodes.Unauthorized, false), (thrown.Fault.Code, thrown.Fault.Retry));
        Assert.DoesNotContain(Bdb.ActionsCall, Cluster.Calls);
    }

    [Fact]
    public async Task State_holds_the_exports_among_the_actions()
    {
        Cluster.On(Bdb.ActionsCall, 200, Actions.Json(
            Actions.Export("b", 1760400087), Actions.Export("a", 1760400000), Actions.Export("other", 1, uid: 8),
            Actions.Export("import", 1, name: "import_bdb")));

        var preparation = await PrepareAsync();

        Assert.Equal(
            """{"runsBefore":[],"actionsBefore":["a","b"],"actionsUntil":1760400087}""", preparation.ProviderState);
    }

    [Fact]
    public async Task Summary_reads_numbers_that_are_strings()
    {
        Databases(Bdb.Json(("uid", "7"), ("memory_size", "2048"), ("shards_count", "12")));

        var preparation = await PrepareAsync();

        Assert.Equal(new DatabaseSummary("7", "orders-eu", "7.4.2", 2048, 12), preparation.Database);
    }

    [Fact]
    public async Task Summary_has_no_memory_limit_when_it_is_0()
    {
        Databases(Bdb.Json(("memory_size", 0)));

        Assert.Null((await PrepareAsync()).Database.MemoryBytes);
    }

    [Fact]
    public async Task Summary_takes_redis_version_when_there_is_no_version()
    {
        Databases(Bdb.Json(("version", null)));

        Assert.Equal("7.4", (await PrepareAsync()).Database.Version);
    }

    [Theory]
    [InlineData("shards_count", null)]
    [InlineData("shards_count", 0)]
    [InlineData("shards_count", "many")]
    [InlineData("shards_count", 1.5)]
    [InlineData("uid", null)]
    [InlineData("export_status", true)]
    public async Task Answer_that_lacks_what_is_needed_is_unexpected(string field, object? value)
    {
        Databases(Bdb.Json((field, value)));

        var thrown = await Fault.OfAsync(PrepareAsync);

        Assert.Equal(FaultCodes.UnexpectedAnswer, thrown.Fault.Code);
        Assert.Contains($"'{field}'", thrown.Fault.Message, StringComparison.Ordinal);
        Assert.Contains(TestSource.NameOf("Endpoint"), thrown.Fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("<html>log in</html>")]
    [InlineData("{\"uid\":7,")]
    [InlineData("""{"uid":7,"shards_count":1,"name":"\ud800"}""")]
    public async Task Answer_that_is_no_database_is_unexpected(string body)
    {
        Databases(body);

        Assert.Equal(FaultCodes.UnexpectedAnswer, (await Fault.OfAsync(PrepareAsync)).Fault.Code);
    }

    [Fact]
    public async Task Export_that_runs_already_makes_the_database_busy_and_is_left_alone()
    {
        Databases(Bdb.Json(("export_status", "exporting")));

        var thrown = await Fault.OfAsync(PrepareAsync);

        Assert.Equal(FaultCodes.DatabaseBusy, thrown.Fault.Code);
        Assert.True(thrown.Fault.Retry);
        Assert.DoesNotContain(Bdb.ResetCall, Cluster.Calls);
    }

    [Fact]
    public async Task Reset_that_is_refused_with_409_makes_the_database_busy()
    {
        Cluster.Clear(Bdb.ResetCall).On(Bdb.ResetCall, 409);

        Assert.Equal(FaultCodes.DatabaseBusy, (await Fault.OfAsync(PrepareAsync)).Fault.Code);
    }

    [Fact]
    public async Task Reset_that_is_refused_with_406_names_the_modules()
    {
        var list = new[] { new Dictionary<string, string> { ["module_id"] = "a", ["module_name"] = "home-grown" } };
        Databases(Bdb.Json(("module_list", list)));
        Cluster.Clear(Bdb.ResetCall).On(Bdb.ResetCall, 406);
        Cluster.On(Bdb.ModulesCall, 200, """[{"uid":"a","module_name":"home-grown","capabilities":[]}]""");

        var thrown = await Fault.OfAsync(PrepareAsync);

        Assert.Equal(FaultCodes.ModuleNotSupported, thrown.Fault.Code);
        Assert.Contains("backup_restore: home-grown.", thrown.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_that_begins_during_the_reset_makes_the_database_busy()
    {
        Databases(Bdb.Json(), Bdb.Json(("export_status", "exporting")));

        Assert.Equal(FaultCodes.DatabaseBusy, (await Fault.OfAsync(PrepareAsync)).Fault.Code);
    }

    [Fact]
    public async Task Export_that_ends_during_the_reset_makes_the_database_busy()
    {
        Databases(
            Bdb.Json(("last_export_time", "2026-08-01T00:00:00Z")), Bdb.Json(("last_export_time", "2026-08-02T00:00:00Z")));

        var thrown = await Fault.OfAsync(PrepareAsync);

        Assert.Equal(FaultCodes.DatabaseBusy, thrown.Fault.Code);
        Assert.True(thrown.Fault.Retry);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("idle")]
    public async Task Idle_is_understood_in_all_its_forms(string? idle)
    {
        var after = idle switch
        {
            "missing" => Bdb.Json(("export_status", null), ("export_failure_reason", null)),
            null => Bdb.Json().Replace("\"export_status\":\"\"", "\"export_status\":null", StringComparison.Ordinal)
                .Replace("\"export_failure_reason\":\"\"", "\"export_failure_reason\":null", StringComparison.Ordinal),
            _ => Bdb.Json(("export_status", idle)),
        };
        Databases(Bdb.Json(("export_status", "failed"), ("export_failure_reason", "general-error")), after);

        await PrepareAsync();

        Assert.Equal([Bdb.Call, Bdb.ResetCall, Bdb.Call, Bdb.StatisticsCall, Bdb.ActionsCall], Cluster.Calls);
    }

    [Fact]
    public async Task Reset_is_waited_for_until_it_shows()
    {
        var old = Bdb.Json(("export_status", "succeeded"));
        Databases(old, old, Bdb.Json(("export_failure_reason", "general-error")), Bdb.Json());

        await PrepareAsync();

        Assert.Equal(4, Cluster.Calls.Count(c => c == Bdb.Call));
        Assert.Single(Cluster.Calls, Bdb.ResetCall);
    }

    [Fact]
    public async Task Reset_that_never_shows_is_unavailable_after_eight_looks()
    {
        Databases(Bdb.Json(("export_status", "succeeded")));

        var thrown = await Fault.OfAsync(PrepareAsync);

        Assert.Equal(FaultCodes.Unavailable, thrown.Fault.Code);
        Assert.True(thrown.Fault.Retry);
        Assert.Equal(1 + 8, Cluster.Calls.Count(c => c == Bdb.Call));
    }

    [Fact]
    public async Task Prepare_twice_gives_the_same()
    {
        Databases(Bdb.Json(("last_export_time", "2026-08-01T00:00:00Z")));
        Source.WriteExport("bk20260801-000000-7-orders-eu-1_of_1-1-0-16383.rdb.gz");
        var provider = Source.Create();

        var first = await provider.PrepareAsync(CancellationToken.None);
        var second = await provider.PrepareAsync(CancellationToken.None);

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task State_holds_the_last_time_and_the_runs_of_this_database_only()
    {
        Databases(Bdb.Json(("last_export_time", "2026-08-01T00:00:00Z")));
        Source.WriteExport("bk20260801-000000-7-orders-eu-1_of_2-1-0-8191.rdb.gz");
        Source.WriteExport("bk20260801-000000-7-orders-eu-2_of_2-2-8192-16383.rdb.gz");
        Source.WriteExport("bk20260802-000000-77-other-1_of_1-1-0-16383.rdb.gz");
        Source.WriteExport("notes.txt");

        var preparation = await PrepareAsync();

        Assert.Equal(
            """{"lastExportTime":"2026-08-01T00:00:00Z","runsBefore":["20260801-000000"]}""", preparation.ProviderState);
    }

    [Fact]
    public async Task Location_that_is_not_mounted_is_not_found_and_leaves_the_status()
    {
        Source.With("ExportLocation:LocalPath", Source.Folder.File("not-mounted"));

        var thrown = await Fault.OfAsync(PrepareAsync);

        Assert.Equal(FaultCodes.DestinationNotFound, thrown.Fault.Code);
        Assert.Contains(TestSource.NameOf("ExportLocation:LocalPath"), thrown.Fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Bdb.ResetCall, Cluster.Calls);
    }

    [Fact]
    public async Task Cancellation_is_no_fault()
    {
        Cluster.Clear(Bdb.Call).On(Bdb.Call, new StubAnswer(200) { Delay = TimeSpan.FromMinutes(1) });
        using var cancel = new CancellationTokenSource();
        var preparing = Source.Create().PrepareAsync(cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => preparing);
    }

    private void Databases(params string[] answers)
    {
        Cluster.Clear(Bdb.Call);
        foreach (var answer in answers)
        {
            Cluster.On(Bdb.Call, 200, answer);
        }
    }

    private Task<ExportPreparation> PrepareAsync() => Source.Create().PrepareAsync(CancellationToken.None);
}
