using FunctionsExport.Catalog;
using FunctionsExport.EndToEnd.Catalog.Support;
using FunctionsExport.EndToEnd.Support;
using FunctionsExport.Http;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using FunctionsExport.Rdb;
using LocalFunctions.DurableTask.Client;

namespace FunctionsExport.EndToEnd.Http;

/// <summary>An export whose deletion is under way is not shown as one that can be restored, on real Azurite.</summary>
public sealed class DeletingExportTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private static readonly ExportId Id = ExportId.Parse("orders-20260301T000000Z-00beef")!;
    private static readonly ManifestFile File = new("a.rdb", null, 1, 1, null, "here", null, null, null, Proof.None, []);

    private AppParts _app = null!;
    private Tombstones _tombstones = null!;

    public async Task InitializeAsync()
    {
        _app = await AppParts.StartAsync(azurite);
        _tombstones = new Tombstones(_app.Storage.State, _app.Time);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Status_says_so_and_names_no_files(bool isOrchestrationKnown)
    {
        await EndAsync(isOrchestrationKnown);
        var before = await StatusAsync();
        Assert.Equal((ExportState.Succeeded, null, 1), (before!.State, before.Deleting, before.Files!.Count));

        await _tombstones.BeginAsync(Id, default);

        var status = await StatusAsync();
        Assert.Equal((ExportState.Succeeded, true, null), (status!.State, status.Deleting, status.Files));
        Assert.Contains("deleting", status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Intent_that_a_hold_may_turn_away_is_not_shown()
    {
        await EndAsync(isOrchestrationKnown: false);
        await _app.Storage.State.UploadBlobAsync(
            $"tombstones/orders/{Id}.json",
            BinaryData.FromString($$"""{"id":"{{Id}}","phase":"intended","since":"2026-03-01T00:00:00Z"}"""));

        Assert.Null((await StatusAsync())!.Deleting);
        Assert.Empty(await _tombstones.FindDeletingAsync([Id], default));
    }

    [Fact]
    public async Task Export_whose_manifest_was_deleted_is_unknown_though_its_orchestration_is_not()
    {
        await EndAsync(isOrchestrationKnown: true);
        await new ExportFolders(_app.Storage.Exports).RemoveManifestAsync(Id, default);

        Assert.Null(await StatusAsync());
    }

    [Fact]
    public async Task Export_that_never_had_a_manifest_is_told_by_its_orchestration()
    {
        var manifest = CatalogTest.ManifestOf(Id, ExportState.Failed) with { Failure = new ExportFault(FaultCodes.StorageUnavailable, "x") };
        _app.Put(
            Id.ToString(), OrchestrationRuntimeStatus.Completed, _app.Request(), outcome: new ExportOutcome(manifest, ManifestBlob: null));

        Assert.Equal(ExportState.Failed, (await StatusAsync())!.State);
    }

    [Fact]
    public async Task Export_that_was_recorded_after_its_end_is_told_by_its_manifest()
    {
        var own = CatalogTest.ManifestOf(Id, ExportState.Failed) with { Files = [File with { Blob = Id.BlobNameOf("a.rdb") }] };
        _app.Put(Id.ToString(), OrchestrationRuntimeStatus.Completed, _app.Request(), outcome: new ExportOutcome(own, ManifestBlob: null));
        await _app.Manifests.WriteAsync(own with { Files = [File] }, default);

        var recorded = await StatusAsync();
        Assert.Equal((Id.ManifestName, null), (recorded!.Manifest, Assert.Single(recorded.Files!).Blob));

        await _tombstones.BeginAsync(Id, default);
        Assert.True((await StatusAsync())!.Deleting);
    }

    [Fact]
    public async Task Hold_comes_too_late()
    {
        await EndAsync(isOrchestrationKnown: false);
        await _tombstones.BeginAsync(Id, default);

        var (outcome, _) = await new Holds(_app.Storage.State, _app.Time).PutAsync(
            Id, "audit", async _ => await StatusAsync() is not null, default);

        Assert.Equal(HoldOutcome.Deleting, outcome);
    }

    [Fact]
    public async Task Those_that_are_being_deleted_are_found_among_others()
    {
        var other = ExportId.Parse("orders-20260302T000000Z-00beef")!;
        var elsewhere = ExportId.Parse("sessions-20260301T000000Z-00beef")!;
        await _tombstones.BeginAsync(Id, default);
        await _tombstones.BeginAsync(elsewhere, default);

        Assert.Equal([Id], await _tombstones.FindDeletingAsync([other, Id], default));
        Assert.Equal([Id, elsewhere], (await _tombstones.FindDeletingAsync([other, elsewhere, Id], default)).OrderBy(i => i.Source));
        Assert.Empty(await _tombstones.FindDeletingAsync([], default));
    }

    private async Task EndAsync(bool isOrchestrationKnown)
    {
        var manifest = CatalogTest.ManifestOf(Id, ExportState.Succeeded) with { Files = [File] };
        await _app.Manifests.WriteAsync(manifest, default);
        if (isOrchestrationKnown)
        {
            _app.Put(
                Id.ToString(), OrchestrationRuntimeStatus.Completed, _app.Request(), outcome: new ExportOutcome(manifest, Id.ManifestName));
        }
    }

    private Task<ExportStatusDocument?> StatusAsync() => new ExportStatusReader(
        _app.Settings, _app.Locks, _app.Manifests, new ExportBlobs(_app.Storage.Exports), _tombstones, _app.Time)
        .FindAsync(_app.Client.Object, Id, default);
}
