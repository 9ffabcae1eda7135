using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FunctionsExport.Activities;
using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.EndToEnd.Catalog.Support;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Transfer.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace FunctionsExport.EndToEnd.Transfer;

/// <summary>An export's files are discarded while a run that nobody waits for any more still brings one of them.</summary>
public sealed class DiscardTests : IAsyncLifetime, IDisposable
{
    private const string Id = "orders-20260301T010203Z-00beef";
    private static readonly DatabaseIdentity Database = new("Fake", "https://cluster:9443", "7");
    private static readonly DateTimeOffset Deadline = TimeProvider.System.GetUtcNow().AddHours(1);
    private static readonly byte[] Dump = RdbFile.OfLength(100_000);

    private readonly FetchPlaces _places = new();
    private Azurite _azurite = null!;
    private BlockCounter _counter = null!;
    private ExportSettings _settings = null!;
    private ExportStorage _storage = null!;
    private DatabaseLocks _locks = null!;

    public async Task InitializeAsync()
    {
        _azurite = await Azurite.StartAsync();
        _counter = await BlockCounter.StartAsync(_azurite.Endpoint);
        var connection = _azurite.ConnectionString.Replace(
            _azurite.Endpoint.Authority, _counter.Authority, StringComparison.Ordinal);
        var provider = Mock.Of<IExportProvider>(p => p.Database == Database);
        Mock.Get(provider)
            .Setup(p => p.OpenFileAsync(It.IsAny<ExportedFile>(), It.IsAny<FileRange>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((ExportedFile _, FileRange range, CancellationToken _) =>
                new OpenedFile(new MemoryStream(Dump)) { Offset = range.Offset, Size = Dump.Length, Version = "v1" });
        var source = new ExportSource(
            "orders", "orders", "Fake", provider, TimeSpan.FromHours(6), Fetch: true, Schedule: null, TimeSpan.FromHours(6));
        _settings = new ExportSettings(
            new DestinationSettings(connection, null, null, "exports", "exports-state"),
            TimeSpan.FromMinutes(1),
            FetchParallelism: 4,
            new Dictionary<string, ExportSource> { ["orders"] = source },
            new SecretScrubber([]));
        _storage = new ExportStorage(_settings.Destination);
        await _storage.EnsureCreatedAsync(CancellationToken.None);
        _locks = new DatabaseLocks(_storage.State, TimeProvider.System);
        await _locks.ReserveAsync(Database, Id, (_, _) => Task.FromResult(OwnerState.Ended), CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _counter.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    public void Dispose() => _places.Dispose();

    [Fact]
    public async Task Undisturbed_the_file_is_fetched_and_discarding_removes_it()
    {
        var fetched = await FetchAsync();

        Assert.True(fetched.Fault is null, fetched.Fault?.Message);
        Assert.Single(await BlobsAsync());
        await DiscardAsync();
        await DiscardAsync();
        Assert.Empty(await BlobsAsync());
        Assert.True((await _locks.FindAsync(Database, CancellationToken.None))!.IsDiscarded);
    }

    [Theory]
    [InlineData("block")] // While blocks are sent.
    [InlineData("blocklist")] // Between the last look at the lock and the commit.
    public async Task Run_that_discarding_did_not_see_the_end_of_leaves_nothing(string at)
    {
        var isFirst = 1;
        _counter.Before = async (request, _) =>
        {
            if (request.Method == "PUT" && request.Query["comp"] == at && Interlocked.Exchange(ref isFirst, 0) == 1)
            {
                await DiscardAsync();
            }
        };

        var fetched = await FetchAsync();

        Assert.Equal(0, isFirst);
        Assert.Equal(FaultCodes.Cancelled, fetched.Fault?.Code);
        Assert.Empty(await BlobsAsync());
    }

    [Fact]
    public async Task File_that_Blob_Storage_does_not_let_go_is_a_fault_and_not_tried_again()
    {
        await FetchAsync();
        var lease = _storage.Exports.GetBlobClient(Assert.Single(await BlobsAsync())).GetBlobLeaseClient();
        await lease.AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration);

        var discarded = await DiscardAsync();

        Assert.Equal((FaultCodes.StorageUnavailable, false), (discarded.Fault!.Code, discarded.Fault.Retry));
        Assert.Single(await BlobsAsync());
    }

    [Fact]
    public async Task Run_of_an_export_that_is_cancelled_but_not_discarded_leaves_what_it_has_to_those_who_discard()
    {
        await FetchAsync();
        await _locks.RequestCancelAsync(Database, Id, "Cancelled on request.", CancellationToken.None);

        var repeated = await FetchAsync();

        Assert.Equal(FaultCodes.Cancelled, repeated.Fault?.Code);
        Assert.Single(await BlobsAsync());
    }

    [Fact]
    public async Task Strangers_blobs_in_the_folder_stay()
    {
        await FetchAsync();
        var theirs = _storage.Exports.GetBlobClient(ExportId.Parse(Id)!.BlobNameOf("notes.txt"));
        await theirs.UploadAsync(BinaryData.FromString("not the export's"));
        var empty = ExportId.Parse(Id)!.BlobNameOf("empty.txt");
        await _storage.Exports.UploadBlobAsync(empty, BinaryData.FromBytes(Array.Empty<byte>()));
        var staged = ExportId.Parse(Id)!.BlobNameOf("staged.bin");
        await _storage.Exports.GetBlockBlobClient(staged).StageBlockAsync(
            Convert.ToBase64String("00000001"u8), new MemoryStream([1, 2, 3]));

        await DiscardAsync();

        Assert.Equal([empty, theirs.Name, staged], await BlobsAsync());
        Assert.Equal("not the export's", (await theirs.DownloadContentAsync()).Value.Content.ToString());
        var list = await _storage.Exports.GetBlockBlobClient(staged).GetBlockListAsync(BlockListTypes.Uncommitted);
        Assert.Single(list.Value.UncommittedBlocks);
    }

    [Fact]
    public async Task Run_that_stops_leaves_a_strangers_blob_of_its_name()
    {
        var name = ExportId.Parse(Id)!.BlobNameOf("dump.rdb");
        var isFirst = 1;
        _counter.Before = async (request, _) =>
        {
            if (request.Method == "PUT" && request.Query["comp"] == "block" && Interlocked.Exchange(ref isFirst, 0) == 1)
            {
                await _storage.Exports.UploadBlobAsync(name, BinaryData.FromString("not the export's"));
                await DiscardAsync();
            }
        };

        var fetched = await FetchAsync();

        Assert.Equal((0, FaultCodes.Cancelled), (isFirst, fetched.Fault?.Code));
        Assert.Equal([name], await BlobsAsync());
    }

    [Fact]
    public async Task Run_that_comes_after_another_has_brought_the_export_to_its_end_leaves_the_file()
    {
        var isFirst = 1;
        _counter.Before = async (request, _) =>
        {
            if (request.Method == "PUT" && request.Query["comp"] == "block" && Interlocked.Exchange(ref isFirst, 0) == 1)
            {
                Assert.Null((await FetchAsync()).Fault);
                await new Manifests(_storage.Exports).WriteAsync(
                    CatalogTest.ManifestOf(ExportId.Parse(Id)!, ExportState.Succeeded), CancellationToken.None);
                await _locks.ReleaseAsync(Database, Id, CancellationToken.None);
            }
        };

        var late = await FetchAsync();

        Assert.Equal((0, FaultCodes.Superseded), (isFirst, late.Fault?.Code));
        var file = _storage.Exports.GetBlobClient(ExportId.Parse(Id)!.BlobNameOf("dump.rdb"));
        Assert.Equal(Dump, (await file.DownloadContentAsync()).Value.Content.ToArray());
    }

    [Fact]
    public async Task Lock_of_another_export_is_not_marked()
    {
        await _locks.MarkDiscardedAsync(Database, "orders-20260301T020304Z-0ff1ce", CancellationToken.None);

        Assert.False((await _locks.FindAsync(Database, CancellationToken.None))!.IsDiscarded);
    }

    private Task<StepResult<FetchedFile>> FetchAsync() =>
        new FetchFile(Frame, _settings, _locks, _storage, _places, TimeProvider.System, NullLogger<FetchFile>.Instance).RunAsync(
            new FetchStep(Id, "orders", new ExportedFile("dump.rdb", Dump.Length, "there", 1, 1), Deadline), CancellationToken.None);

    private Task<StepResult<bool>> DiscardAsync() => new DiscardFiles(Frame, _settings, _locks, new ExportBlobs(_storage.Exports)).RunAsync(
        new ExportStep(Id, "orders", Deadline), CancellationToken.None);

    private ActivityFrame Frame => new(_settings, NullLogger<ActivityFrame>.Instance);

    private async Task<IReadOnlyList<string>> BlobsAsync()
    {
        var names = new List<string>();
        await foreach (var blob in _storage.Exports.GetBlobsAsync(states: BlobStates.Uncommitted))
        {
            names.Add(blob.Name);
        }

        return names;
    }
}
