using System.Collections.Concurrent;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using FunctionsExport.Reconciling;
using FunctionsExport.Starting;
using FunctionsExport.Transfer;
using LocalFunctions.DurableTask;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.DurableTask.Converters;
using LocalFunctions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace FunctionsExport.EndToEnd.Support;

/// <summary>The parts of the app on real Azurite, with a durable runtime that is told what it knows.</summary>
internal sealed class AppParts
{
    public const string Name = "orders";

    public static readonly DatabaseIdentity Database = new("Fake", "https://cluster:9443", "7");

    private readonly ConcurrentDictionary<string, OrchestrationMetadata> _instances = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    private AppParts(AzuriteFixture azurite)
    {
        var container = azurite.NewContainer();
        var provider = new Mock<IExportProvider>();
        provider.SetupGet(p => p.Database).Returns(Database);
        Source = new ExportSource(
            Name, Name, "Fake", provider.Object, TimeSpan.FromHours(6), Fetch: false, Schedule: null, TimeSpan.FromHours(6));
        Settings = new ExportSettings(
            new DestinationSettings(azurite.ConnectionString, null, null, container, container + "-state"),
            TimeSpan.FromMinutes(1),
            FetchParallelism: 4,
            new Dictionary<string, ExportSource> { [Name] = Source },
            new SecretScrubber([]));
        Storage = new ExportStorage(Settings.Destination);
        Locks = new DatabaseLocks(Storage.State, Time);
        Manifests = new Manifests(Storage.Exports);
        Records = new RunRecords(Storage.State);
        Keys = new IdempotencyKeys(Storage.State, Time);
        Starter = new ExportStarter(Settings, Storage, Locks, Manifests, Keys, Records, Time, NullLogger<ExportStarter>.Instance);
        SetUpClient();
    }

    public MovableTime Time { get; } = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    public ExportSource Source { get; }

    public ExportSettings Settings { get; }

    public ExportStorage Storage { get; }

    public DatabaseLocks Locks { get; }

    public Manifests Manifests { get; }

    public RunRecords Records { get; }

    public IdempotencyKeys Keys { get; }

    public ExportStarter Starter { get; }

    public Mock<DurableTaskClient> Client { get; } = new("test") { CallBase = true };

    /// <summary>The ids scheduled so far.</summary>
    public List<string> Scheduled { get; } = [];

    /// <summary>The ids terminated so far.</summary>
    public List<string> Terminated { get; } = [];

    /// <summary>Thrown by the next schedule, in place of it.</summary>
    public Exception? ScheduleFails { get; set; }

    public static async Task<AppParts> StartAsync(AzuriteFixture azurite)
    {
        var parts = new AppParts(azurite);
        await parts.Storage.EnsureCreatedAsync(default);
        return parts;
    }

    /// <summary>Has the runtime know an instance.</summary>
    public void Put(
        string id,
        OrchestrationRuntimeStatus status,
        ExportRequest? request = null,
        string name = nameof(ExportOrchestrator),
        ExportOutcome? outcome = null) =>
        _instances[id] = new OrchestrationMetadata(name, id)
        {
            RuntimeStatus = status,
            CreatedAt = Time.GetUtcNow(),
            LastUpdatedAt = Time.GetUtcNow(),
            DataConverter = JsonDataConverter.Default,
            SerializedInput = request is null
                ? null
                : JsonDataConverter.Default.Serialize(request),
            SerializedOutput = outcome is null ? null : JsonDataConverter.Default.Serialize(outcome),
        };

    /// <summary>Has the runtime know an instance no more.</summary>
    public void Forget(string id) => _instances.TryRemove(id, out _);

    /// <summary>A tick of the reconciler, in a process of its own.</summary>
    public Task ReconcileAsync() => new Reconciler(
        Settings, Storage, Locks, Manifests, new ExportBlobs(Storage.Exports), Records, new SettledExports(), Time,
        NullLogger<Reconciler>.Instance).RunAsync(new TimerInfo(), Client.Object, default);

    /// <summary>The export that has the database, brought to a phase.</summary>
    public async Task HoldAsync(string id, LockPhase phase)
    {
        await Locks.ReserveAsync(Database, id, (_, _) => Task.FromResult(OwnerState.Ended), default);
        for (var from = LockPhase.Reserved; from < phase; from++)
        {
            Assert.True(await Locks.TryMoveAsync(Database, id, from, from + 1, "earlier", default));
        }
    }

    /// <summary>A file that an export has committed.</summary>
    public Task CommitAsync(ExportId id, string file) => Storage.Exports.GetBlobClient(id.BlobNameOf(file)).UploadAsync(
        BinaryData.FromString("abc"),
        new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["exportid"] = id.ToString() } });

    /// <summary>A block that an export has staged.</summary>
    public Task StageAsync(ExportId id, string file) => Storage.Exports.GetBlockBlobClient(id.BlobNameOf(file)).StageBlockAsync(
        new BlockId(0, 3, 1, 0, false).ToString(), new MemoryStream([1, 2, 3]));

    public static async Task<IReadOnlyList<string>> BlobsAsync(BlobContainerClient container)
    {
        var names = new List<string>();
        await foreach (var blob in container.GetBlobsAsync(states: Azure.Storage.Blobs.Models.BlobStates.Uncommitted))
        {
            names.Add(blob.Name);
        }

        return names;
    }

    public ExportRequest Request(string trigger = ExportRequest.Http) => new(
        Name, "Fake", Fetch: true, trigger, Time.GetUtcNow(), Time.GetUtcNow().AddHours(6), TimeSpan.FromMinutes(1), 4, "1.2.3");

    private void SetUpClient()
    {
        Client.Setup(c => c.GetInstancesAsync(It.IsAny<string>(), It.IsAny<bool>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string id, bool _, CancellationToken _) => _instances.GetValueOrDefault(id));
        Client.Setup(c => c.GetAllInstancesAsync(It.IsAny<OrchestrationQuery?>()))
            .Returns((OrchestrationQuery? query) => Pageable.Create<OrchestrationMetadata>((_, _, _) => Task.FromResult(new Page<OrchestrationMetadata>(
                [
                    .. _instances.Values.Where(i => query?.Statuses?.Contains(i.RuntimeStatus) != false
                        && i.InstanceId.StartsWith(query?.InstanceIdPrefix ?? "", StringComparison.OrdinalIgnoreCase)),
                ],
                null))));
        Client.Setup(c => c.ScheduleNewOrchestrationInstanceAsync(
                It.IsAny<TaskName>(), It.IsAny<object?>(), It.IsAny<StartOrchestrationOptions?>(), It.IsAny<CancellationToken>()))
            .Returns((TaskName _, object? input, StartOrchestrationOptions? options, CancellationToken _) =>
            {
                if (ScheduleFails is { } failure)
                {
                    ScheduleFails = null;
                    return Task.FromException<string>(failure);
                }

                lock (_gate)
                {
                    if (_instances.ContainsKey(options!.InstanceId!))
                    {
                        return Task.FromException<string>(new InvalidOperationException("An instance with this id exists."));
                    }

                    Put(options.InstanceId!, OrchestrationRuntimeStatus.Running, (ExportRequest?)input);
                    Scheduled.Add(options.InstanceId!);
                    return Task.FromResult(options.InstanceId!);
                }
            });
        Client.Setup(c => c.TerminateInstanceAsync(
                It.IsAny<string>(), It.IsAny<TerminateInstanceOptions?>(), It.IsAny<CancellationToken>()))
            .Returns((string id, TerminateInstanceOptions? _, CancellationToken _) =>
            {
                Terminated.Add(id);
                _instances.TryRemove(id, out _);
                return Task.CompletedTask;
            });
    }
}
