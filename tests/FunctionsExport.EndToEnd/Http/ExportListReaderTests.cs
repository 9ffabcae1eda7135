using FunctionsExport.Catalog;
using FunctionsExport.EndToEnd.Catalog.Support;
using FunctionsExport.EndToEnd.Support;
using FunctionsExport.Http;
using LocalFunctions.DurableTask.Client;

namespace FunctionsExport.EndToEnd.Http;

/// <summary>Orchestrations and the catalogue in one list, on real Azurite.</summary>
public sealed class ExportListReaderTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private AppParts _app = null!;

    public async Task InitializeAsync() => _app = await AppParts.StartAsync(azurite);

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(50)]
    public async Task Both_are_one_list_newest_first_each_export_once(int limit)
    {
        for (var i = 0; i < 10; i++)
        {
            if (i % 3 != 1)
            {
                await _app.Manifests.WriteAsync(CatalogTest.ManifestOf(IdAt(i), ExportState.Succeeded), default);
            }

            if (i % 3 != 0)
            {
                // Those of i % 3 == 2 have just ended: both know them.
                _app.Put(IdAt(i).ToString(), OrchestrationRuntimeStatus.Running, _app.Request());
            }
        }

        _app.Put(IdAt(3) + ":monitor", OrchestrationRuntimeStatus.Running, name: "ExportMonitor");

        var listed = await ListAsync(new CatalogQuery(), limit);

        Assert.Equal(Enumerable.Range(0, 10).Reverse().Select(i => IdAt(i).ToString()), listed.Select(l => l.Id));
        Assert.All(listed, l => Assert.Equal(
            ExportId.Parse(l.Id)!.Time.Second % 3 == 1 ? ExportState.Queued : ExportState.Succeeded, l.State));
    }

    [Fact]
    public async Task List_is_right_when_the_orchestrations_are_forgotten()
    {
        await _app.Manifests.WriteAsync(CatalogTest.ManifestOf(IdAt(1), ExportState.Failed), default);
        _app.Put(IdAt(1).ToString(), OrchestrationRuntimeStatus.Completed, _app.Request());
        var before = await ListAsync(new CatalogQuery(), 10);

        _app.Forget(IdAt(1).ToString());

        Assert.Equal(before, await ListAsync(new CatalogQuery(), 10));
        Assert.Equal(ExportState.Failed, Assert.Single(before).State);
    }

    [Fact]
    public async Task Terminated_export_is_listed_before_it_has_a_manifest_and_by_its_manifest_after()
    {
        _app.Put(IdAt(1).ToString(), OrchestrationRuntimeStatus.Terminated, _app.Request());
        var without = Assert.Single(await ListAsync(new CatalogQuery(), 10));
        Assert.Equal((ExportState.Failed, "terminated"), (without.State, without.Code));

        await _app.Manifests.WriteAsync(CatalogTest.ManifestOf(IdAt(1), ExportState.Cancelled), default);

        Assert.Equal(ExportState.Cancelled, Assert.Single(await ListAsync(new CatalogQuery(), 10)).State);
        Assert.Empty(await ListAsync(new CatalogQuery(State: ExportState.Failed), 10));
    }

    [Fact]
    public async Task State_of_a_running_export_selects_and_needs_no_catalogue()
    {
        await _app.Manifests.WriteAsync(CatalogTest.ManifestOf(IdAt(1), ExportState.Succeeded), default);
        _app.Put(IdAt(2).ToString(), OrchestrationRuntimeStatus.Running, _app.Request());

        Assert.Equal(IdAt(2).ToString(), Assert.Single(await ListAsync(new CatalogQuery(State: ExportState.Queued), 10)).Id);
        Assert.Equal(IdAt(1).ToString(), Assert.Single(await ListAsync(new CatalogQuery(State: ExportState.Succeeded), 10)).Id);
        Assert.Empty(await ListAsync(new CatalogQuery("sessions"), 10));
    }

    private static ExportId IdAt(int second) => new("orders", new DateTimeOffset(2026, 3, 1, 0, 0, second, TimeSpan.Zero), "00beef");

    private async Task<IReadOnlyList<ListedExport>> ListAsync(CatalogQuery query, int limit)
    {
        var all = new List<ListedExport>();
        CatalogPosition? next = null;
        do
        {
            (var page, next) = await new ExportListReader(_app.Manifests).ReadAsync(
                _app.Client.Object, query with { Before = next }, limit, default);
            Assert.True(page.Count <= limit);
            all.AddRange(page);
        }
        while (next is not null);

        return all;
    }
}
