using Azure.Storage.Blobs;
using FunctionsExport.Catalog;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.EndToEnd.Catalog.Support;
using FunctionsExport.Providers;
using FunctionsExport.Rdb;

namespace FunctionsExport.EndToEnd.Catalog;

/// <summary>Manifests on real Azurite: written once, last, and only over what is there.</summary>
public sealed class ManifestsTests : IAsyncLifetime
{
    private static readonly ExportId Id = ExportId.Parse("orders-20260102T030405Z-0a1b2c")!;

    private Azurite _azurite = null!;
    private BlobContainerClient _container = null!;
    private Manifests _manifests = null!;

    public async Task InitializeAsync()
    {
        _azurite = await Azurite.StartAsync();
        _container = new BlobContainerClient(_azurite.ConnectionString, "exports");
        await _container.CreateAsync();
        _manifests = new Manifests(_container);
    }

    public async Task DisposeAsync() => await _azurite.DisposeAsync();

    [Fact]
    public async Task Repeat_with_the_same_content_leaves_the_blob_untouched()
    {
        await _manifests.WriteAsync(Manifest(ExportState.Failed), default);
        var first = await _container.GetBlobClient(Id.ManifestName).GetPropertiesAsync();

        await _manifests.WriteAsync(Manifest(ExportState.Failed), default);

        var second = await _container.GetBlobClient(Id.ManifestName).GetPropertiesAsync();
        Assert.Equal(first.Value.ETag, second.Value.ETag);
    }

    [Fact]
    public async Task First_manifest_counts_and_is_never_changed()
    {
        await _manifests.WriteAsync(Manifest(ExportState.Failed), default);

        var there = await _manifests.WriteAsync(Manifest(ExportState.Cancelled), default);

        Assert.Equal(ExportState.Failed, there.State);
        Assert.Equal(ExportState.Failed, (await _manifests.FindAsync(Id, default))!.State);
    }

    [Fact]
    public async Task Success_is_not_recorded_while_a_blob_is_missing_or_of_another_size()
    {
        var manifest = Manifest(ExportState.Succeeded, new ManifestFile(
            "a.rdb.gz", 3, 1, 1, null, "here", Id.BlobNameOf("a.rdb.gz"), "", "", Proof.None, []));

        await AssertFaultAsync(FaultCodes.Incomplete, manifest);
        await _container.UploadBlobAsync(Id.BlobNameOf("a.rdb.gz"), BinaryData.FromString("four"));
        await AssertFaultAsync(FaultCodes.Incomplete, manifest);
        Assert.False(await _manifests.ExistsAsync(Id, default));

        await _container.DeleteBlobAsync(Id.BlobNameOf("a.rdb.gz"));
        await _container.UploadBlobAsync(Id.BlobNameOf("a.rdb.gz"), BinaryData.FromString("abc"));
        await _manifests.WriteAsync(manifest, default);
        Assert.True(await _manifests.ExistsAsync(Id, default));
    }

    [Fact]
    public async Task Latest_manifest_of_a_source_is_found_across_days_and_not_mixed_with_other_sources()
    {
        foreach (var id in new[] { "orders-20251231T235959Z-ffffff", "orders-20260102T030405Z-0a1b2c", "orders2-20270101T000000Z-000000" })
        {
            await _manifests.WriteAsync(Manifest(ExportState.Failed) with { Id = id }, default);
        }

        // A newer export that has no manifest yet.
        await _container.UploadBlobAsync("orders/2026/03/01/orders-20260301T000000Z-123456/a.rdb.gz", BinaryData.FromString("x"));

        Assert.Equal(Id, (await _manifests.FindLatestAsync("orders", state: null, default))!.Id);
        Assert.Null(await _manifests.FindLatestAsync("nobody", state: null, default));
    }

    private async Task AssertFaultAsync(string code, Manifest manifest)
    {
        var thrown = await Assert.ThrowsAsync<ExportFaultException>(() => _manifests.WriteAsync(manifest, default));
        Assert.Equal(code, thrown.Fault.Code);
    }

    private static Manifest Manifest(ExportState state, params ManifestFile[] files) =>
        CatalogTest.ManifestOf(Id, state) with { Files = files };
}
