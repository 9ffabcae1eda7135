using FunctionsExport.Activities;
using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Activities.Support;

namespace FunctionsExport.Tests.Activities;

public sealed class AcquireDatabaseTests
{
    private readonly ActivityTest _test = new();

    [Fact]
    public async Task Reservation_is_confirmed_and_confirmed_again()
    {
        await _test.ReserveAsync();

        Assert.True((await RunAsync()).Value);
        Assert.Equal(LockPhase.Held, await _test.PhaseAsync());
        Assert.True((await RunAsync()).Value);
        Assert.Equal(LockPhase.Held, await _test.PhaseAsync());
    }

    [Fact]
    public async Task Runs_at_the_same_time_both_have_it()
    {
        await _test.ReserveAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RunAsync()));

        Assert.All(results, r => Assert.True(r.Value));
    }

    [Theory]
    [InlineData(LockPhase.Posting)]
    [InlineData(LockPhase.Started)]
    public async Task Late_repeat_takes_nothing_back(LockPhase phase)
    {
        await _test.AtAsync(phase);

        Assert.True((await RunAsync()).Value);
        Assert.Equal(phase, await _test.PhaseAsync());
    }

    [Fact]
    public async Task Database_of_another_export_is_not_touched()
    {
        await _test.ReserveAsync(ActivityTest.OtherId);

        Assert.Equal(FaultCodes.Superseded, (await RunAsync()).Fault!.Code);
        Assert.Equal(LockPhase.Reserved, await _test.PhaseAsync());
    }

    [Fact]
    public async Task Reservation_that_is_gone_is_superseded() =>
        Assert.Equal(FaultCodes.Superseded, (await RunAsync()).Fault!.Code);

    [Fact]
    public async Task Export_cancelled_before_it_began_is_cancelled()
    {
        await _test.ReserveAsync();
        await _test.CancelAsync();

        var fault = (await RunAsync()).Fault!;

        Assert.Equal((FaultCodes.Cancelled, "Cancelled on request."), (fault.Code, fault.Message));
    }

    private Task<StepResult<bool>> RunAsync() =>
        new AcquireDatabase(_test.Frame, _test.Locks).RunAsync(ActivityTest.Step, CancellationToken.None);
}
