using FunctionsExport.Activities;
using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;
using FunctionsExport.Tests.Activities.Support;

namespace FunctionsExport.Tests.Activities;

public sealed class ReleaseDatabaseTests
{
    private readonly ActivityTest _test = new();

    [Fact]
    public async Task Lock_and_record_are_gone_and_a_repeat_is_harmless()
    {
        await _test.AtAsync(LockPhase.Started);
        await _test.Records.KeepRequestAsync(ActivityTest.Id, BinaryData.FromString("{}"), CancellationToken.None);
        await _test.CancelAsync();

        Assert.True((await RunAsync()).Value);
        Assert.True((await RunAsync()).Value);

        Assert.Null(await _test.PhaseAsync());
        Assert.Null(await _test.Records.FindPreparationAsync(ActivityTest.Id, CancellationToken.None));
        Assert.Null(await _test.Records.FindRequestAsync(ActivityTest.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Late_repeat_leaves_the_next_export_its_database()
    {
        await _test.AtAsync(LockPhase.Started);
        await RunAsync();
        await _test.ReserveAsync(ActivityTest.OtherId);

        Assert.True((await RunAsync()).Value);

        Assert.Equal(LockPhase.Reserved, await _test.PhaseAsync());
    }

    private Task<StepResult<bool>> RunAsync() =>
        new ReleaseDatabase(_test.Frame, _test.Locks, _test.Records).RunAsync(ActivityTest.Step, CancellationToken.None);
}
