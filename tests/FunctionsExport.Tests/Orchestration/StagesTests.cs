using FunctionsExport.Activities;
using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Activities.Support;
using LocalFunctions.DurableTask;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moq;

namespace FunctionsExport.Tests.Orchestration;

/// <summary>The orchestration over a provider that starts more than one thing, every activity delivered twice.</summary>
public sealed class StagesTests : IAsyncLifetime
{
    private static readonly Type[] Functions =
    [
        typeof(ExportOrchestrator), typeof(ExportMonitor), typeof(AcquireDatabase), typeof(PrepareExport), typeof(StartExport),
        typeof(CheckExport), typeof(LocateFiles), typeof(DiscardFiles), typeof(WriteManifest), typeof(ReleaseDatabase),
    ];

    private readonly ActivityTest _test = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("functions-export-").FullName;
    private readonly List<string?[]> _receipts = [];
    private LocalFunctionsApplication _app = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "host.json"), """{ "version": "2.0" }""");
        var builder = LocalFunctionsApplication.CreateBuilder([], new LocalFunctionsOptions
        {
            FunctionTypes = Functions,
            BaseFolder = _folder,
            Urls = "http://127.0.0.1:0",
            DeliverActivitiesTwice = true,
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(_test.Settings);
        builder.Services.AddSingleton(_test.Frame);
        builder.Services.AddSingleton(_test.Locks);
        builder.Services.AddSingleton(_test.Records);
        builder.Services.AddSingleton(new Manifests(_test.Service.Container()));
        builder.Services.AddSingleton(new ExportBlobs(_test.Service.Container()));
        _app = builder.Build();
        await _app.StartAsync();

        _test.Provider.Setup(p => p.PrepareAsync(It.IsAny<PlannedExport>(), It.IsAny<CancellationToken>())).ReturnsAsync(ActivityTest.Preparation);
        _test.Provider
            .Setup(p => p.ListFilesAsync(
                ActivityTest.Preparation, It.IsAny<IReadOnlyList<ExportStage>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync([new ExportedFile("a.rdb", 5, "there", 1, 1)]);
    }

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Stages_are_started_and_watched_one_after_the_other_each_once()
    {
        Start().ReturnsAsync((ExportPreparation _, IReadOnlyList<ExportStage> stages, CancellationToken _) => $"receipt-{stages.Count}");
        Progress(stages => stages.Count == 2 ? ProviderState.Succeeded : ProviderState.StageDone);

        var outcome = await RunAsync();

        Assert.Equal(ExportState.Succeeded, outcome.Manifest.State);
        AssertStarts(2);
        Assert.Contains(_receipts, r => r is ["receipt-1"]);
        Assert.Contains(_receipts, r => r is ["receipt-1", "receipt-2"]);
        Assert.NotNull(await _app.DurableClient.GetInstanceAsync(ActivityTest.Id + ":monitor", CancellationToken.None));
        Assert.NotNull(await _app.DurableClient.GetInstanceAsync(ActivityTest.Id + ":monitor2", CancellationToken.None));
    }

    [Fact]
    public async Task Lost_answers_are_settled_by_reading_and_the_next_stage_is_started()
    {
        Start().ThrowsAsync(ActivityTest.Fault(FaultCodes.Unavailable, RequestFate.Unanswered));
        Progress(stages => stages.Count == 2 ? ProviderState.Succeeded : ProviderState.StageDone);

        Assert.Equal(ExportState.Succeeded, (await RunAsync()).Manifest.State);

        AssertStarts(2);
        Assert.Contains(_receipts, r => r is [null, null]);
    }

    [Fact]
    public async Task Stage_that_is_refused_ends_the_export_and_gives_the_database_free()
    {
        Start().ReturnsAsync((ExportPreparation _, IReadOnlyList<ExportStage> stages, CancellationToken _) => stages.Count == 1
            ? "receipt"
            : throw ActivityTest.Fault(FaultCodes.BackupExpired, retry: false));
        Progress(_ => ProviderState.StageDone);

        var outcome = await RunAsync();

        Assert.Equal((ExportState.Failed, FaultCodes.BackupExpired), (outcome.Manifest.State, outcome.Manifest.Failure!.Code));
        Assert.Null(await _test.PhaseAsync());
    }

    [Fact]
    public async Task Export_whose_database_another_one_has_leaves_its_record_and_nothing_else()
    {
        await _test.ReserveAsync(ActivityTest.OtherId);

        var outcome = await RunAsync(reserve: false);

        Assert.Equal((ExportState.Failed, FaultCodes.Superseded), (outcome.Manifest.State, outcome.Manifest.Failure!.Code));
        Assert.Equal(ExportId.Parse(ActivityTest.Id)!.ManifestName, outcome.ManifestBlob);
        var written = await new Manifests(_test.Service.Container()).FindAsync(ExportId.Parse(ActivityTest.Id)!, CancellationToken.None);
        Assert.Equal(FaultCodes.Superseded, written!.Failure!.Code);
        Assert.Equal(ActivityTest.OtherId, (await _test.Locks.FindAsync(ActivityTest.Database, CancellationToken.None))!.Owner);
        _test.Provider.Verify(p => p.PrepareAsync(It.IsAny<PlannedExport>(), It.IsAny<CancellationToken>()), Times.Never());
    }

    [Fact]
    public async Task Export_that_has_a_record_keeps_it()
    {
        Start().ReturnsAsync("receipt");
        Progress(_ => ProviderState.Succeeded);
        var first = await RunAsync();
        await _app.DurableClient.PurgeInstanceAsync(ActivityTest.Id);
        await _app.DurableClient.PurgeInstanceAsync(ActivityTest.Id + ":monitor");

        // Its database was given free.
        var second = await RunAsync(reserve: false);

        Assert.Equal(ExportState.Succeeded, first.Manifest.State);
        Assert.Equal(ExportState.Succeeded, second.Manifest.State);
        Assert.Equal(first.Manifest.EndedAt, second.Manifest.EndedAt);
        AssertStarts(1);
    }

    [Fact]
    public async Task Provider_that_never_comes_to_an_end_is_stopped()
    {
        Start().ReturnsAsync("receipt");
        Progress(_ => ProviderState.StageDone);

        var outcome = await RunAsync();

        Assert.Equal(FaultCodes.Internal, outcome.Manifest.Failure!.Code);
        AssertStarts(8);
    }

    private async Task<ExportOutcome> RunAsync(bool reserve = true)
    {
        if (reserve)
        {
            await _test.ReserveAsync();
        }

        var now = DateTimeOffset.UtcNow;
        var request = new ExportRequest(
            "orders", "Fake", Fetch: false, ExportRequest.Http, now, now.AddHours(1), TimeSpan.FromMinutes(1), 4, "1.0.0");
        await _app.DurableClient.ScheduleNewOrchestrationInstanceAsync(
            nameof(ExportOrchestrator), request, new StartOrchestrationOptions(ActivityTest.Id));
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var ended = await _app.DurableClient.WaitForInstanceCompletionAsync(ActivityTest.Id, true, patience.Token);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        return ended.ReadOutputAs<ExportOutcome>()!;
    }

    private Moq.Language.Flow.ISetup<IExportProvider, Task<string>> Start() => _test.Provider.Setup(p => p.StartAsync(
        ActivityTest.Preparation, It.IsAny<IReadOnlyList<ExportStage>>(), It.IsAny<CancellationToken>()));

    private void Progress(Func<IReadOnlyList<ExportStage>, ProviderState> stateOf) => _test.Provider
        .Setup(p => p.GetProgressAsync(
            ActivityTest.Preparation, It.IsAny<IReadOnlyList<ExportStage>>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync((ExportPreparation _, IReadOnlyList<ExportStage> stages, CancellationToken _) =>
        {
            lock (_receipts)
            {
                _receipts.Add([.. stages.Select(s => s.Receipt)]);
            }

            return new ExportProgress(stateOf(stages));
        });

    /// <summary>That each stage's request went out once.</summary>
    private void AssertStarts(int stages)
    {
        for (var stage = 1; stage <= stages; stage++)
        {
            _test.Provider.Verify(
                p => p.StartAsync(
                    It.IsAny<ExportPreparation>(), It.Is<IReadOnlyList<ExportStage>>(s => s.Count == stage), It.IsAny<CancellationToken>()),
                Times.Once());
        }
    }
}
