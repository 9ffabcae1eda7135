using System.Net;
using FunctionsExport.Activities;
using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Activities.Support;
using FunctionsExport.Tests.Support;
using LocalFunctions.DurableTask;
using LocalFunctions.Hosting;
using LocalFunctions.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moq;

namespace FunctionsExport.Tests.Orchestration;

/// <summary>An export whose manifest Blob Storage does not take, for longer than it is tried.</summary>
public sealed class UnrecordedExportTests : IAsyncLifetime
{
    private readonly ActivityTest _test = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly string _folder = Directory.CreateTempSubdirectory("functions-export-").FullName;
    private LocalFunctionsApplication _app = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "host.json"), """{ "version": "2.0" }""");
        var builder = LocalFunctionsApplication.CreateBuilder([], new LocalFunctionsOptions
        {
            FunctionTypes =
            [
                typeof(ExportOrchestrator), typeof(ExportMonitor), typeof(AcquireDatabase), typeof(PrepareExport), typeof(WriteManifest),
                typeof(ReleaseDatabase),
            ],
            BaseFolder = _folder,
            Urls = "http://127.0.0.1:0",
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton(_test.Settings);
        builder.Services.AddSingleton(_test.Frame);
        builder.Services.AddSingleton(_test.Locks);
        builder.Services.AddSingleton(_test.Records);
        builder.Services.AddSingleton(new Manifests(_test.Service.Container()));
        _app = builder.Build();
        await _app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Lock_and_records_stay_so_that_it_is_found()
    {
        _test.Provider.Setup(p => p.PrepareAsync(It.IsAny<PlannedExport>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(ActivityTest.Fault(FaultCodes.DatabaseNotFound, retry: false));
        _test.Service.Before = (call, _) => Task.FromResult(
            call.Kind == "put blob" && call.Path.EndsWith("manifest.json", StringComparison.Ordinal)
                ? BlobServiceStub.Error(HttpStatusCode.ServiceUnavailable, "ServerBusy")
                : null);
        await _test.Records.KeepRequestAsync(ActivityTest.Id, BinaryData.FromString("{}"), CancellationToken.None);

        var outcome = await RunAsync();

        Assert.Equal((ExportState.Failed, null), (outcome.Manifest.State, outcome.ManifestBlob));
        Assert.Equal(LockPhase.Held, await _test.PhaseAsync());
        Assert.NotNull(await _test.Records.FindRequestAsync(ActivityTest.Id, CancellationToken.None));
    }

    private async Task<ExportOutcome> RunAsync()
    {
        await _test.ReserveAsync();
        var now = _time.GetUtcNow();
        var request = new ExportRequest(
            "orders", "Fake", Fetch: false, ExportRequest.Http, now, now.AddHours(1), TimeSpan.FromMinutes(1), 4, "1.0.0");
        await _app.DurableClient.ScheduleNewOrchestrationInstanceAsync(
            nameof(ExportOrchestrator), request, new StartOrchestrationOptions(ActivityTest.Id));
        var patience = DateTimeOffset.UtcNow.AddMinutes(2);
        while (true)
        {
            var instance = await _app.DurableClient.GetInstanceAsync(ActivityTest.Id, getInputsAndOutputs: true);
            if (instance!.IsCompleted)
            {
                return instance.ReadOutputAs<ExportOutcome>()!;
            }

            Assert.True(DateTimeOffset.UtcNow < patience, "The orchestration has not ended.");
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
        }
    }
}
