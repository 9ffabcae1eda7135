using FunctionsExport.Providers;
using FunctionsExport.Providers.RedisEnterprise;
using FunctionsExport.Providers.RedisEnterprise.Api;
using FunctionsExport.Providers.RedisEnterprise.Files;

namespace FunctionsExport.Tests.Providers.RedisEnterprise;

public sealed class PreparedStateTests
{
    private static readonly DateTime First = new(2026, 8, 1, 2, 0, 0);

    [Fact]
    public void State_survives_JSON()
    {
        var state = PreparedState.Create("2026-08-01T00:00:00Z", [File(0), File(1)]);

        var read = PreparedState.FromJson(state.ToJson());

        Assert.Equal("2026-08-01T00:00:00Z", read.LastExportTime);
        Assert.Equal(["20260801-020000", "20260801-030000"], read.RunsBefore);
    }

    [Fact]
    public void File_of_a_run_that_was_there_is_old_and_any_other_is_new()
    {
        var state = PreparedState.Create(null, [File(1), File(5)]);

        Assert.False(state.IsNew(File(1)));
        Assert.True(state.IsNew(File(6)));

        // The cluster's clock may have been set back.
        Assert.True(state.IsNew(File(0)));
    }

    [Fact]
    public void State_stays_small_with_years_of_files()
    {
        var state = PreparedState.Create(null, Enumerable.Range(0, 5000).SelectMany(h => new[] { File(h), File(h) }));

        Assert.InRange(state.ToJson().Length, 1000, 4096);
        Assert.All(Enumerable.Range(0, 5000), h => Assert.False(state.IsNew(File(h))));
        Assert.True(state.IsNew(File(5000)));
    }

    [Fact]
    public void State_stays_small_with_thousands_of_actions()
    {
        var actions = Enumerable.Range(0, 5000).Select(i => Action($"{i:D36}", i)).ToList();

        var state = PreparedState.FromJson(PreparedState.Create(null, [], actions).ToJson());

        Assert.InRange(state.ToJson().Length, 1000, 4096);
        Assert.Null(state.NewestOf(actions));
        Assert.Equal("new", state.NewestOf([Action("new", 4999), .. actions])!.Uid);
    }

    [Fact]
    public void Newest_action_is_the_one_created_last()
    {
        var state = PreparedState.Create(null, [], []);

        Assert.Equal("b", state.NewestOf([Action("a", 1), Action("b", 3), Action("c", 2)])!.Uid);
        Assert.Null(state.NewestOf(null));
        Assert.Null(PreparedState.Create(null, []).NewestOf([Action("a", 1)]));
    }

    private static ExportAction Action(string uid, double created) => new(uid, created, ProviderState.Exporting, null, null);

    private static FoundFile File(int hour)
    {
        var name = $"bk{First.AddHours(hour):yyyyMMdd-HHmmss}-7-orders-1_of_1-1-0-16383.rdb.gz";
        Assert.True(RedisEnterpriseFileName.TryParse(name, out var parsed));
        return new FoundFile(name, 10, parsed);
    }
}
