using FunctionsExport.Activities;
using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Activities.Support;
using LocalFunctions.DurableTask.Client;
using Moq;

namespace FunctionsExport.Tests.Activities;

public sealed class ReserveDatabaseTests
{
    private readonly ActivityTest _test = new();
    private readonly Mock<DurableTaskClient> _client = new("hub");

    [Fact]
    public async Task Free_database_is_reserved_and_reserved_again()
    {
        Instance(ActivityTest.Id, OrchestrationRuntimeStatus.Running);

        Assert.True((await RunAsync()).Value);
        Assert.Equal(LockPhase.Reserved, await _test.PhaseAsync());
        Assert.True((await RunAsync()).Value);
    }

    [Fact]
    public async Task Busy_database_is_to_be_tried_again_and_the_owner_is_named()
    {
        await _test.ReserveAsync(ActivityTest.OtherId);
        Instance(ActivityTest.Id, OrchestrationRuntimeStatus.Running);
        Instance(ActivityTest.OtherId, OrchestrationRuntimeStatus.Running);

        var fault = (await RunAsync()).Fault!;

        Assert.Equal((FaultCodes.DatabaseBusy, true), (fault.Code, fault.Retry));
        Assert.Contains(ActivityTest.OtherId, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_of_an_export_that_has_ended_is_taken_over()
    {
        await _test.ReserveAsync(ActivityTest.OtherId);
        Instance(ActivityTest.Id, OrchestrationRuntimeStatus.Running);
        Instance(ActivityTest.OtherId, OrchestrationRuntimeStatus.Terminated);

        Assert.True((await RunAsync()).Value);
        Assert.Equal(ActivityTest.Id, (await _test.Locks.FindAsync(ActivityTest.Database, CancellationToken.None))!.Owner);
    }

    [Fact]
    public async Task Late_repeat_of_an_export_that_has_ended_reserves_nothing()
    {
        Instance(ActivityTest.Id, OrchestrationRuntimeStatus.Completed);

        Assert.Null((await RunAsync()).Fault);
        Assert.Null(await _test.PhaseAsync());
    }

    private void Instance(string id, OrchestrationRuntimeStatus status) => _client
        .Setup(c => c.GetInstanceAsync(id, It.IsAny<CancellationToken>()))
        .ReturnsAsync(new OrchestrationMetadata("ExportOrchestrator", id) { RuntimeStatus = status });

    private Task<StepResult<bool>> RunAsync() =>
        new ReserveDatabase(_test.Frame, _test.Locks).RunAsync(ActivityTest.Step, _client.Object, CancellationToken.None);
}
