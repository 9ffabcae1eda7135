using FunctionsExport.Activities;
using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Activities.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsExport.Tests.Activities;

public sealed class FetchFileTests : IDisposable
{
    private static readonly ExportedFile File = new("dump.rdb.gz", 1000, "/exports/dump.rdb.gz", 1, 1);

    private readonly ActivityTest _test = new();
    private readonly FetchPlaces _places = new();

    [Fact]
    public async Task After_the_deadline_nothing_is_read_or_written()
    {
        // The provider is strict and the storage's address leads nowhere: any call to either would be another fault.
        var step = new FetchStep(ActivityTest.Id, "orders", File, TimeProvider.System.GetUtcNow().AddSeconds(-1));

        var fault = (await Activity().RunAsync(step, CancellationToken.None)).Fault!;

        Assert.Equal((FaultCodes.DeadlineExceeded, false), (fault.Code, fault.Retry));
        Assert.Contains("dump.rdb.gz", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_that_stops_is_not_taken_for_the_deadline()
    {
        var step = new FetchStep(ActivityTest.Id, "orders", File, TimeProvider.System.GetUtcNow().AddHours(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Activity().RunAsync(step, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Without_a_free_place_it_waits_outside()
    {
        while (_places.TryTake())
        {
        }

        var step = new FetchStep(ActivityTest.Id, "orders", File, TimeProvider.System.GetUtcNow().AddSeconds(-1));

        var full = (await Activity().RunAsync(step, CancellationToken.None)).Fault!;
        _places.GiveBack();
        var free = (await Activity().RunAsync(step, CancellationToken.None)).Fault!;

        Assert.Equal((FaultCodes.FetchQueued, true), (full.Code, full.Retry));
        Assert.Equal(FaultCodes.DeadlineExceeded, free.Code);

        // The one place was given back.
        Assert.True(_places.TryTake());
        Assert.False(_places.TryTake());
    }

    public void Dispose() => _places.Dispose();

    private FetchFile Activity() =>
        new(
            _test.Frame,
            _test.Settings,
            _test.Locks,
            new ExportStorage(_test.Settings.Destination),
            _places,
            TimeProvider.System,
            NullLogger<FetchFile>.Instance);
}
