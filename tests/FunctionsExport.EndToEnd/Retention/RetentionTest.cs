using System.Globalization;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.EndToEnd.Catalog.Support;
using FunctionsExport.Providers;
using FunctionsExport.Rdb;
using FunctionsExport.Retention;
using FunctionsExport.Transfer;
using LocalFunctions.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace FunctionsExport.EndToEnd.Retention;

/// <summary>Two new containers on real Azurite, with exports in them, and what deletes them.</summary>
internal sealed class RetentionTest
{
    public static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    public static readonly DatabaseIdentity Database = new("Fake", "https://cluster:9443", "7");

    private static int _count;

    private readonly string _connectionString;
    private readonly string _name;
    private readonly Dictionary<string, OrchestrationRuntimeStatus> _known = [];

    private RetentionTest(Azurite azurite)
    {
        _connectionString = azurite.ConnectionString;
        _name = string.Create(CultureInfo.InvariantCulture, $"exports-{Interlocked.Increment(ref _count)}");
        Client = new Mock<DurableTaskClient>("test");
        Client.Setup(c => c.GetInstanceAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string id, CancellationToken _) => _known.TryGetValue(id, out var status)
                ? new OrchestrationMetadata("ExportOrchestrator", id) { RuntimeStatus = status }
                : null);
    }

    public Mock<DurableTaskClient> Client { get; }

    /// <summary>The time of the runs.</summary>
    public SteppedTime Time { get; } = new();

    public ExportSource Source { get; private set; } = null!;

    public BlobContainerClient Exports => Container(_name, transport: null);

    public BlobContainerClient State => Container(_name + "-state", transport: null);

    public Holds Holds => new(State, Time);

    public Tombstones Tombstones => new(State, Time);

    public DatabaseLocks Locks => new(State, Time);

    public static async Task<RetentionTest> CreateAsync(Azurite azurite, RetentionPolicy? policy)
    {
        var test = new RetentionTest(azurite)
        {
            Source = new ExportSource(
                "orders",
                "orders",
                "Fake",
                Mock.Of<IExportProvider>(p => p.Database == Database),
                TimeSpan.FromHours(6),
                Fetch: true,
                Schedule: null,
                TimeSpan.FromHours(6))
            {
                Retention = policy,
            },
        };
        await test.Exports.CreateAsync();
        await test.State.CreateAsync();
        return test;
    }

    public static ExportId Id(double daysOld, string suffix = "0a1b2c", string source = "orders") =>
        ExportId.Parse(new ExportId(source, Now.AddDays(-daysOld), suffix).ToString())!;

    public Task<int> ApplyAsync(KillingTransport? transport = null) => Applier(transport).ApplyAsync(Client.Object, Source, default);

    public async Task<RetentionDecision> DecideAsync(ExportId id) => Assert.Single(
        await Applier(null).DecideAsync(Client.Object, Source, Source.Retention, default), d => d.Entry.Id == id);

    public RetentionApplier Applier(KillingTransport? transport)
    {
        var exports = Container(_name, transport?.Transport);
        var state = Container(_name + "-state", transport?.Transport);
        var (folders, manifests, holds, tombstones) =
            (new ExportFolders(exports), new Manifests(exports), new Holds(state, Time), new Tombstones(state, Time));
        return new RetentionApplier(
            new RetentionReader(folders, manifests, holds, tombstones, new DatabaseLocks(state, Time)),
            new ExportRemover(folders, manifests, holds, tombstones, Time, NullLogger<ExportRemover>.Instance),
            tombstones,
            Time,
            NullLogger<RetentionApplier>.Instance);
    }

    /// <summary>An export of two files, as its orchestration would have left it.</summary>
    public async Task<ExportId> ExportAsync(double daysOld, string suffix = "0a1b2c", ExportState state = ExportState.Succeeded)
    {
        var id = Id(daysOld, suffix);
        var files = new List<ManifestFile>();
        for (var part = 1; part <= 2 && state == ExportState.Succeeded; part++)
        {
            var file = await FileAsync(id, string.Create(CultureInfo.InvariantCulture, $"part{part}.rdb"));
            files.Add(new ManifestFile(file, 7, part, 2, null, "here", id.BlobNameOf(file), "", "", Proof.Full, []));
        }

        await new Manifests(Exports).WriteAsync(
            CatalogTest.ManifestOf(id, state) with { Provider = "Fake", Files = files }, default);
        return id;
    }

    /// <summary>A file that the export has committed.</summary>
    public async Task<string> FileAsync(ExportId id, string file)
    {
        await Exports.GetBlobClient(id.BlobNameOf(file)).UploadAsync(
            BinaryData.FromString("content"),
            new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["exportid"] = id.ToString() } });
        return file;
    }

    /// <summary>A block that the export has staged.</summary>
    public Task StageAsync(ExportId id, string file) =>
        StageAsync(id.BlobNameOf(file), new BlockId(0, 7, 1, 0, false).ToString());

    public async Task StageAsync(string blob, string blockId) => await Exports.GetBlockBlobClient(blob)
        .StageBlockAsync(blockId, new MemoryStream("content"u8.ToArray()));

    public Task StrangerAsync(string name) => Exports.UploadBlobAsync(name, BinaryData.FromString("a stranger's"));

    public void SetAlive(ExportId id) => _known[id.ToString()] = OrchestrationRuntimeStatus.Running;

    public void SetEnded(ExportId id) => _known[id.ToString()] = OrchestrationRuntimeStatus.Terminated;

    /// <summary>The names of all blobs, staged ones too, of both containers.</summary>
    public async Task<IReadOnlyList<string>> ListAsync()
    {
        var names = new List<string>();
        foreach (var container in new[] { Exports, State })
        {
            await foreach (var blob in container.GetBlobsAsync(states: BlobStates.Uncommitted))
            {
                names.Add(blob.Name);
            }
        }

        return names;
    }

    private BlobContainerClient Container(string name, HttpPipelineTransport? transport)
    {
        var options = new BlobClientOptions();
        options.Retry.MaxRetries = 0;
        if (transport is not null)
        {
            options.Transport = transport;
        }

        return new BlobContainerClient(_connectionString, name, options);
    }

    internal sealed class SteppedTime : TimeProvider
    {
        private DateTimeOffset _now = Now;

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(TimeSpan by) => _now += by;
    }
}
