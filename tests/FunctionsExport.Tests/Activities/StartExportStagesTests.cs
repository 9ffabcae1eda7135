using FunctionsExport.Activities;
using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Activities.Support;
using Moq;
using Moq.Language.Flow;

namespace FunctionsExport.Tests.Activities;

/// <summary>Providers that start more than one thing: each is started once, whatever becomes of the run that starts it.</summary>
public sealed class StartExportStagesTests
{
    private const string SecondReceipt = "{\"task\":400152}";

    private readonly ActivityTest _test = new();

    [Fact]
    public async Task Intent_is_recorded_with_its_time_before_the_request_goes_out()
    {
        await _test.AtAsync(LockPhase.Held);
        IReadOnlyList<ExportStage>? recorded = null;
        var before = DateTimeOffset.UtcNow;
        Start(1).Returns(async () =>
        {
            recorded = await _test.StagesAsync();
            return ActivityTest.Receipt;
        });

        await RunAsync(1);

        var stage = Assert.Single(recorded!);
        Assert.Equal((1, ActivityTest.Intent, (string?)null), (stage.Number, stage.Intent, stage.Receipt));
        Assert.InRange(stage.At, before, DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task Second_stage_is_planned_and_started_with_the_first_ones_receipt()
    {
        await AtStartedAsync();
        IReadOnlyList<ExportStage>? planned = null;
        _test.Plan().ReturnsAsync((ExportPreparation _, IReadOnlyList<ExportStage> stages, CancellationToken _) =>
        {
            planned = stages;
            return "{\"second\":true}";
        });
        Start(2).ReturnsAsync(SecondReceipt);

        Assert.Equal(StartOutcome.Accepted, (await RunAsync(2)).Value);

        Assert.Equal([ActivityTest.Receipt], planned!.Select(s => s.Receipt));
        Assert.Equal(
            [(1, ActivityTest.Intent, ActivityTest.Receipt), (2, "{\"second\":true}", SecondReceipt)],
            (await _test.StagesAsync()).Select(s => (s.Number, s.Intent!, s.Receipt!)));
        Assert.Equal(LockPhase.Started, await _test.PhaseAsync());
    }

    [Fact]
    public async Task Each_stage_is_started_once_by_runs_at_the_same_time_and_late_ones()
    {
        await _test.AtAsync(LockPhase.Held);
        for (var stage = 1; stage <= 3; stage++)
        {
            Start(stage).Returns(async () =>
            {
                await Task.Yield();
                return ActivityTest.Receipt;
            });

            var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RunAsync(stage)));
            Assert.All(results, r => Assert.Equal(StartOutcome.Accepted, r.Value));
        }

        // Deliveries of the earlier stages that come last of all.
        Assert.Equal(StartOutcome.Accepted, (await RunAsync(1)).Value);
        Assert.Equal(StartOutcome.Accepted, (await RunAsync(2)).Value);

        AssertStarted(1, Times.Once());
        AssertStarted(2, Times.Once());
        AssertStarted(3, Times.Once());
        Assert.Equal([1, 2, 3], (await _test.StagesAsync()).Select(s => s.Number));
    }

    [Fact]
    public async Task Stage_whose_run_was_killed_while_it_was_sending_is_never_sent_again()
    {
        await AtStartedAsync();
        Start(2).ThrowsAsync(new InvalidOperationException("killed"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(2));

        Assert.Equal(StartOutcome.Unsettled, (await RunAsync(2)).Value);

        AssertStarted(2, Times.Once());
        var lost = (await _test.StagesAsync())[1];
        Assert.Equal((ActivityTest.Intent, (string?)null), (lost.Intent, lost.Receipt));
    }

    [Fact]
    public async Task Stage_whose_run_was_killed_before_its_request_is_planned_anew()
    {
        await AtStartedAsync();
        _test.Plan().ThrowsAsync(new InvalidOperationException("killed"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(2));
        _test.Plan().ReturnsAsync("{\"again\":true}");
        Start(2).ReturnsAsync(SecondReceipt);

        Assert.Equal(StartOutcome.Accepted, (await RunAsync(2)).Value);

        Assert.Equal("{\"again\":true}", (await _test.StagesAsync())[1].Intent);
        AssertStarted(2, Times.Once());
    }

    [Fact]
    public async Task Stage_after_one_whose_answer_was_lost_may_be_started()
    {
        await _test.AtAsync(LockPhase.Held);
        Start(1).ThrowsAsync(ActivityTest.Fault(FaultCodes.Unavailable, RequestFate.Unanswered));
        Assert.Equal(StartOutcome.Unsettled, (await RunAsync(1)).Value);
        Start(2).ReturnsAsync(SecondReceipt);

        Assert.Equal(StartOutcome.Accepted, (await RunAsync(2)).Value);

        Assert.Equal([null, SecondReceipt], (await _test.StagesAsync()).Select(s => s.Receipt));
        Assert.Equal(StartOutcome.Accepted, (await RunAsync(1)).Value);
        AssertStarted(1, Times.Once());
    }

    [Fact]
    public async Task Answer_that_comes_after_the_next_stage_has_begun_changes_nothing()
    {
        await _test.AtAsync(LockPhase.Held);
        Start(2).ReturnsAsync(SecondReceipt);
        Start(1).Returns(async () =>
        {
            Assert.Equal(StartOutcome.Accepted, (await RunAsync(2)).Value);
            return ActivityTest.Receipt;
        });

        await RunAsync(1);

        Assert.Equal([null, SecondReceipt], (await _test.StagesAsync()).Select(s => s.Receipt));
        Assert.Equal(LockPhase.Started, await _test.PhaseAsync());
    }

    [Theory]
    [InlineData(RequestFate.NotSent, FaultCodes.Unavailable)]
    [InlineData(RequestFate.Answered, FaultCodes.DatabaseBusy)]
    public async Task Refused_stage_is_planned_anew_and_keeps_what_was_there_before(RequestFate fate, string code)
    {
        await AtStartedAsync();
        Start(2).ThrowsAsync(ActivityTest.Fault(code, fate));
        Assert.Equal(code, (await RunAsync(2)).Fault!.Code);
        Assert.Single(await _test.StagesAsync());

        _test.Plan().ReturnsAsync("{\"again\":true}");
        Start(2).ReturnsAsync(SecondReceipt);
        Assert.Equal(StartOutcome.Accepted, (await RunAsync(2)).Value);

        Assert.Equal("{\"again\":true}", (await _test.StagesAsync())[1].Intent);
        Assert.Equal(ActivityTest.Preparation, await _test.Records.FindPreparationAsync(ActivityTest.Id, CancellationToken.None));
        AssertStarted(2, Times.Exactly(2));
    }

    [Fact]
    public async Task Run_that_has_planned_before_another_was_refused_does_not_send_after_it()
    {
        await AtStartedAsync();
        var nested = false;
        _test.Plan().Returns(async () =>
        {
            if (!nested)
            {
                nested = true;
                Assert.NotNull((await RunAsync(2)).Fault);
            }

            return ActivityTest.Intent;
        });
        Start(2).ThrowsAsync(ActivityTest.Fault(FaultCodes.InvalidRequest, retry: false));

        var fault = (await RunAsync(2)).Fault!;

        Assert.Equal((FaultCodes.Unavailable, true), (fault.Code, fault.Retry));
        AssertStarted(2, Times.Once());
    }

    [Fact]
    public async Task Stage_with_nothing_to_start_is_over_and_asks_for_nothing()
    {
        await _test.AtAsync(LockPhase.Held);
        _test.Plan().ReturnsAsync((string?)null);

        Assert.Equal(StartOutcome.NothingToStart, (await RunAsync(1)).Value);
        Assert.Equal(StartOutcome.Accepted, (await RunAsync(1)).Value);

        var stage = Assert.Single(await _test.StagesAsync());
        Assert.Equal((null, null), (stage.Intent, stage.Receipt));
        AssertStarted(1, Times.Never());
    }

    [Fact]
    public async Task Cancelled_export_starts_no_further_stage()
    {
        await AtStartedAsync();
        await _test.CancelAsync();

        Assert.Equal(FaultCodes.Cancelled, (await RunAsync(2)).Fault!.Code);
        AssertStarted(2, Times.Never());
    }

    [Fact]
    public async Task Export_that_is_cancelled_while_a_stage_is_planned_does_not_start_it()
    {
        await AtStartedAsync();
        _test.Plan().Returns(async () =>
        {
            await _test.CancelAsync();
            return ActivityTest.Intent;
        });

        Assert.Equal(FaultCodes.Cancelled, (await RunAsync(2)).Fault!.Code);
        AssertStarted(2, Times.Never());
    }

    [Fact]
    public async Task Receipt_is_kept_although_the_mark_to_cancel_is_written_at_the_same_time()
    {
        await _test.AtAsync(LockPhase.Held);
        Start(1).Returns(() =>
        {
            var once = 0;
            _test.Service.Before = async (call, _) =>
            {
                if (call.Kind == "put blob" && Interlocked.Exchange(ref once, 1) == 0)
                {
                    await _test.CancelAsync();
                }

                return null;
            };
            return Task.FromResult(ActivityTest.Receipt);
        });

        Assert.Equal(StartOutcome.Accepted, (await RunAsync(1)).Value);

        Assert.Equal(ActivityTest.Receipt, Assert.Single(await _test.StagesAsync()).Receipt);
        var current = await _test.Locks.FindAsync(ActivityTest.Database, CancellationToken.None);
        Assert.NotNull(current!.CancelReason);
    }

    private async Task AtStartedAsync()
    {
        await _test.AtAsync(LockPhase.Held);
        Start(1).ReturnsAsync(ActivityTest.Receipt);
        Assert.Equal(StartOutcome.Accepted, (await RunAsync(1)).Value);
    }

    private Task<StepResult<StartOutcome>> RunAsync(int stage) =>
        new StartExport(_test.Frame, _test.Locks, _test.Records, _test.Time)
            .RunAsync(new StartStep(ActivityTest.Id, "orders", stage), CancellationToken.None);

    private ISetup<IExportProvider, Task<string>> Start(int stage) => _test.Provider.Setup(p => p.StartAsync(
        ActivityTest.Preparation, It.Is<IReadOnlyList<ExportStage>>(s => s.Count == stage), It.IsAny<CancellationToken>()));

    private void AssertStarted(int stage, Times times) => _test.Provider.Verify(
        p => p.StartAsync(
            It.IsAny<ExportPreparation>(), It.Is<IReadOnlyList<ExportStage>>(s => s.Count == stage), It.IsAny<CancellationToken>()),
        times);
}
