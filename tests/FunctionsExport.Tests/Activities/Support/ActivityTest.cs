using Azure.Storage.Blobs;
using FunctionsExport.Activities;
using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Support;
using Moq;
using Moq.Language.Flow;

namespace FunctionsExport.Tests.Activities.Support;

/// <summary>One source with a provider that is told what to do, and Blob Storage in memory.</summary>
internal sealed class ActivityTest
{
    public const string Id = "orders-20260301T010203Z-00beef";
    public const string OtherId = "orders-20260301T020304Z-0ff1ce";
    public const string Secret = "hunter2hunter2";

    /// <summary>What the provider plans for each stage, unless a test says otherwise.</summary>
    public const string Intent = "{\"intent\":1}";

    /// <summary>What the provider brings back from each start, unless a test says otherwise.</summary>
    public const string Receipt = "{\"task\":400151}";

    public static readonly PlannedExport Planned = new(Id, new DateTimeOffset(2026, 3, 1, 7, 2, 3, TimeSpan.Zero));
    public static readonly ExportStep Step = new(Id, "orders", Planned.Deadline);
    public static readonly DatabaseIdentity Database = new("Fake", "https://cluster:9443", "7");
    public static readonly ExportPreparation Preparation = new(new DatabaseSummary("7", "orders-db", "7.2", 1 << 30, 3), "{\"x\":1}");

    public ActivityTest()
    {
        Provider = new Mock<IExportProvider>(MockBehavior.Strict);
        Provider.SetupGet(p => p.Database).Returns(Database);
        Plan().ReturnsAsync(Intent);
        Provider.SetupGet(p => p.VerifiesInPlace).Returns(false);
        var source = new ExportSource(
            "orders", "orders", "Fake", Provider.Object, TimeSpan.FromHours(6), Fetch: false, Schedule: null, TimeSpan.FromHours(6));
        Settings = new ExportSettings(
            new DestinationSettings("UseDevelopmentStorage=true", null, null, "exports", "exports-state"),
            TimeSpan.FromMinutes(1),
            FetchParallelism: 4,
            new Dictionary<string, ExportSource> { ["orders"] = source },
            new SecretScrubber([Secret]));
        Frame = new ActivityFrame(Settings, Log);
        Locks = new DatabaseLocks(Container, TimeProvider.System);
        Records = new RunRecords(Container);
    }

    public BlobServiceStub Service { get; } = new();

    public BlobContainerClient Container => Service.Container("exports-state");

    public Mock<IExportProvider> Provider { get; }

    public ExportSettings Settings { get; }

    public LogCapture<ActivityFrame> Log { get; } = new();

    public ActivityFrame Frame { get; }

    public DatabaseLocks Locks { get; }

    public RunRecords Records { get; }

    /// <summary>Delays of a second or two are over at once.</summary>
    public ImpatientTime Time { get; } = new(longestDelay: TimeSpan.FromSeconds(2));

    /// <summary>The provider's plan of any stage.</summary>
    public ISetup<IExportProvider, Task<string?>> Plan() => Provider.Setup(p => p.PlanAsync(
        It.IsAny<ExportPreparation>(), It.IsAny<IReadOnlyList<ExportStage>>(), It.IsAny<CancellationToken>()));

    public Task<IReadOnlyList<ExportStage>> StagesAsync() => Locks.GetStagesAsync(Database, Id, CancellationToken.None);

    public async Task<LockPhase?> PhaseAsync() => (await Locks.FindAsync(Database, CancellationToken.None))?.Phase;

    public Task ReserveAsync(string id = Id) => Locks.ReserveAsync(
        Database, id, (_, _) => Task.FromResult(OwnerState.Ended), CancellationToken.None);

    /// <summary>Brings the lock to a phase, as the activities before would have.</summary>
    public async Task<ActivityTest> AtAsync(LockPhase phase, bool prepared = true)
    {
        await ReserveAsync();
        for (var from = LockPhase.Reserved; from < phase; from++)
        {
            Assert.True(await Locks.TryMoveAsync(Database, Id, from, from + 1, "earlier", CancellationToken.None));
        }

        if (prepared)
        {
            await Records.KeepPreparationAsync(Id, Preparation, CancellationToken.None);
        }

        return this;
    }

    public Task CancelAsync() => Locks.RequestCancelAsync(Database, Id, "Cancelled on request.", CancellationToken.None);

    public static ExportFaultException Fault(string code, RequestFate fate = RequestFate.Answered, bool retry = true) =>
        new(new ExportFault(code, "The provider says so.", retry), fate);
}
