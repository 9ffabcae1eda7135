using FunctionsExport.Activities;
using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Activities.Support;
using Moq;

namespace FunctionsExport.Tests.Activities;

public sealed class PrepareExportTests
{
    private readonly ActivityTest _test = new();

    [Fact]
    public async Task Record_is_kept_and_the_database_described()
    {
        await _test.AtAsync(LockPhase.Held, prepared: false);
        _test.Provider.Setup(p => p.PrepareAsync(ActivityTest.Planned, It.IsAny<CancellationToken>())).ReturnsAsync(ActivityTest.Preparation);

        var result = await RunAsync();

        Assert.Equal(ActivityTest.Preparation.Database, result.Value);
        Assert.Equal(ActivityTest.Preparation, await _test.Records.FindPreparationAsync(ActivityTest.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Repeat_finds_the_record_and_asks_nobody()
    {
        await _test.AtAsync(LockPhase.Held);

        // The provider is strict: any call to it would throw.
        Assert.Equal(ActivityTest.Preparation.Database, (await RunAsync()).Value);
    }

    [Fact]
    public async Task Record_of_the_first_of_two_runs_counts()
    {
        await _test.AtAsync(LockPhase.Held, prepared: false);
        _test.Provider.Setup(p => p.PrepareAsync(ActivityTest.Planned, It.IsAny<CancellationToken>())).Returns(async (PlannedExport _, CancellationToken token) =>
        {
            await _test.Records.KeepPreparationAsync(ActivityTest.Id, ActivityTest.Preparation, token);
            return ActivityTest.Preparation with { ProviderState = "{\"x\":2}" };
        });

        await RunAsync();

        Assert.Equal(ActivityTest.Preparation, await _test.Records.FindPreparationAsync(ActivityTest.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Fault_of_the_provider_is_the_result_and_nothing_is_kept()
    {
        await _test.AtAsync(LockPhase.Held, prepared: false);
        _test.Provider.Setup(p => p.PrepareAsync(ActivityTest.Planned, It.IsAny<CancellationToken>()))
            .ThrowsAsync(ActivityTest.Fault(FaultCodes.DatabaseBusy));

        Assert.Equal(FaultCodes.DatabaseBusy, (await RunAsync()).Fault!.Code);
        Assert.Null(await _test.Records.FindPreparationAsync(ActivityTest.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Provider_is_not_asked_for_another_exports_database()
    {
        await _test.ReserveAsync(ActivityTest.OtherId);

        Assert.Equal(FaultCodes.Superseded, (await RunAsync()).Fault!.Code);
    }

    [Fact]
    public async Task Provider_is_not_asked_for_a_cancelled_export()
    {
        await _test.AtAsync(LockPhase.Held, prepared: false);
        await _test.CancelAsync();

        Assert.Equal(FaultCodes.Cancelled, (await RunAsync()).Fault!.Code);
    }

    private Task<StepResult<DatabaseSummary>> RunAsync() =>
        new PrepareExport(_test.Frame, _test.Locks, _test.Records).RunAsync(ActivityTest.Step, CancellationToken.None);
}
