using FunctionsExport.Activities;
using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Activities.Support;

namespace FunctionsExport.Tests.Activities;

public sealed class FetchFileTests
{
    private readonly ActivityTest _test = new();

    [Fact]
    public async Task After_the_deadline_nothing_is_read_or_written()
    {
        // The provider is strict and the storage's address leads nowhere: any call to either would be another fault.
        var activity = new FetchFile(_test.Frame, _test.Locks, new ExportStorage(_test.Settings.Destination), TimeProvider.System);
        var file = new ExportedFile("dump.rdb.gz", 1000, "/exports/dump.rdb.gz", 1, 1);
        var step = new FetchStep(ActivityTest.Id, "orders", file, TimeProvider.System.GetUtcNow().AddSeconds(-1));

        var fault = (await activity.RunAsync(step, CancellationToken.None)).Fault!;

        Assert.Equal((FaultCodes.DeadlineExceeded, false), (fault.Code, fault.Retry));
        Assert.Contains("dump.rdb.gz", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_that_stops_is_not_taken_for_the_deadline()
    {
        var activity = new FetchFile(_test.Frame, _test.Locks, new ExportStorage(_test.Settings.Destination), TimeProvider.System);
        var file = new ExportedFile("dump.rdb.gz", 1000, "/exports/dump.rdb.gz", 1, 1);
        var step = new FetchStep(ActivityTest.Id, "orders", file, TimeProvider.System.GetUtcNow().AddHours(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => activity.RunAsync(step, new CancellationToken(canceled: true)));
    }
}
