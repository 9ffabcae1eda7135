using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Providers;
using FunctionsExport.Retention;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace FunctionsExport.EndToEnd.Retention;

/// <summary>One run of the timer over several sources.</summary>
public sealed class RetentionTimerTests : IAsyncLifetime
{
    private Azurite _azurite = null!;

    public async Task InitializeAsync() => _azurite = await Azurite.StartAsync();

    public async Task DisposeAsync() => await _azurite.DisposeAsync();

    [Fact]
    public async Task Trouble_of_one_source_keeps_neither_the_others_nor_the_purge_from_their_turn()
    {
        var test = await RetentionTest.CreateAsync(_azurite, new RetentionPolicy(KeepLast: 1, KeepFor: null));
        await test.ExportAsync(1);
        var gone = await test.ExportAsync(2);
        var broken = test.Source with { Name = "broken", Provider = Mock.Of<IExportProvider>(MockBehavior.Strict) };
        test.Client.Setup(c => c.PurgeAllInstancesAsync(It.IsAny<PurgeInstancesFilter>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new PurgeResult(0));
        var settings = new ExportSettings(
            new DestinationSettings(_azurite.ConnectionString, null, null, "exports", "exports-state"),
            TimeSpan.FromMinutes(1),
            FetchParallelism: 4,
            new Dictionary<string, ExportSource> { ["broken"] = broken, ["orders"] = test.Source },
            new SecretScrubber([]));
        var timer = new RetentionTimer(
            settings,
            new ExportStorage(settings.Destination),
            test.Applier(null),
            new HistoryPurge(settings, new HostTraits(PurgesHistories: false), test.Time, NullLogger<HistoryPurge>.Instance),
            NullLogger<RetentionTimer>.Instance);

        await timer.RunAsync(new TimerInfo(), test.Client.Object, default);

        Assert.DoesNotContain(gone.ManifestName, await test.ListAsync());
        test.Client.Verify(
            c => c.PurgeAllInstancesAsync(It.IsAny<PurgeInstancesFilter>(), It.IsAny<CancellationToken>()), Times.Once());
    }
}
