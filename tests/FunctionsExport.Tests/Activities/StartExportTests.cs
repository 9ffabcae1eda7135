using FunctionsExport.Activities;
using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Activities.Support;
using Moq;
using Moq.Language.Flow;

namespace FunctionsExport.Tests.Activities;

public sealed class StartExportTests
{
    private readonly ActivityTest _test = new();

    [Fact]
    public async Task Export_is_started_once_however_often_it_is_asked_for()
    {
        await _test.AtAsync(LockPhase.Held);
        Start().ReturnsAsync(ActivityTest.Receipt);

        var first = await RunAsync();
        var second = await RunAsync();

        Assert.Equal((StartOutcome.Accepted, StartOutcome.Accepted), (first.Value, second.Value));
        Assert.Equal(LockPhase.Started, await _test.PhaseAsync());
        Assert.Equal(ActivityTest.Receipt, Assert.Single(await _test.StagesAsync()).Receipt);
        AssertStarted(Times.Once());
    }

    [Fact]
    public async Task Export_is_started_once_by_runs_at_the_same_time()
    {
        await _test.AtAsync(LockPhase.Held);
        Start().Returns(async () =>
        {
            await Task.Yield();
            return ActivityTest.Receipt;
        });

        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RunAsync()));

        Assert.All(results, r => Assert.Equal(StartOutcome.Accepted, r.Value));
        AssertStarted(Times.Once());
    }

    [Fact]
    public async Task Lock_says_so_before_the_request_goes_out()
    {
        await _test.AtAsync(LockPhase.Held);
        LockPhase? during = null;
        Start().Returns(async () =>
        {
            during = await _test.PhaseAsync();
            return ActivityTest.Receipt;
        });

        await RunAsync();

        Assert.Equal(LockPhase.Posting, during);
    }

    [Theory]
    [InlineData(RequestFate.NotSent, FaultCodes.Unavailable)]
    [InlineData(RequestFate.Answered, FaultCodes.ModuleNotSupported)]
    public async Task Request_that_was_refused_or_never_left_may_be_sent_again(RequestFate fate, string code)
    {
        await _test.AtAsync(LockPhase.Held);
        Start().ThrowsAsync(ActivityTest.Fault(code, fate));

        Assert.Equal(code, (await RunAsync()).Fault!.Code);
        Assert.Equal(LockPhase.Held, await _test.PhaseAsync());

        Start().ReturnsAsync(ActivityTest.Receipt);
        Assert.Equal(StartOutcome.Accepted, (await RunAsync()).Value);
        AssertStarted(Times.Exactly(2));
    }

    [Fact]
    public async Task Busy_database_is_prepared_again_before_the_next_request()
    {
        await _test.AtAsync(LockPhase.Held);
        await _test.Records.KeepRequestAsync(ActivityTest.Id, BinaryData.FromString("{}"), CancellationToken.None);
        Start().ThrowsAsync(ActivityTest.Fault(FaultCodes.DatabaseBusy));
        Assert.Equal(FaultCodes.DatabaseBusy, (await RunAsync()).Fault!.Code);
        Assert.NotNull(await _test.Records.FindRequestAsync(ActivityTest.Id, CancellationToken.None));

        var later = ActivityTest.Preparation with { ProviderState = "{\"x\":2}" };
        _test.Provider.Setup(p => p.PrepareAsync(ActivityTest.Planned, It.IsAny<CancellationToken>())).ReturnsAsync(later);
        _test.Provider.Setup(p => p.StartAsync(later, It.IsAny<IReadOnlyList<ExportStage>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(ActivityTest.Receipt);

        Assert.Equal(StartOutcome.Accepted, (await RunAsync()).Value);
        Assert.Equal(later, await _test.Records.FindPreparationAsync(ActivityTest.Id, CancellationToken.None));
    }

    [Theory]
    [InlineData(RequestFate.Unanswered)]
    [InlineData(RequestFate.Answered)]
    [InlineData(RequestFate.NotSent)]
    public async Task Failed_preparation_is_its_own_fault_whatever_became_of_its_requests(RequestFate fate)
    {
        await _test.AtAsync(LockPhase.Held, prepared: false);
        _test.Provider.Setup(p => p.PrepareAsync(ActivityTest.Planned, It.IsAny<CancellationToken>()))
            .ThrowsAsync(ActivityTest.Fault(FaultCodes.Unavailable, fate));

        Assert.Equal(FaultCodes.Unavailable, (await RunAsync()).Fault!.Code);
        Assert.Equal(LockPhase.Held, await _test.PhaseAsync());
        AssertStarted(Times.Never());
    }

    [Fact]
    public async Task Request_without_an_answer_is_never_sent_again()
    {
        await _test.AtAsync(LockPhase.Held);
        Start().ThrowsAsync(ActivityTest.Fault(FaultCodes.Unavailable, RequestFate.Unanswered));

        Assert.Equal(StartOutcome.Unsettled, (await RunAsync()).Value);
        Assert.Equal(LockPhase.Lost, await _test.PhaseAsync());
        Assert.Equal(StartOutcome.Unsettled, (await RunAsync()).Value);
        AssertStarted(Times.Once());

        // Nobody waits for an answer that will not come.
        Assert.Equal(0, _test.Time.Delays);
    }

    [Fact]
    public async Task Request_whose_run_died_is_never_sent_again()
    {
        await _test.AtAsync(LockPhase.Posting);

        Assert.Equal(StartOutcome.Unsettled, (await RunAsync()).Value);
        AssertStarted(Times.Never());

        // Longer than a run may be sending: 90 s.
        Assert.InRange(_test.Time.Delays, 91, 120);
    }

    [Fact]
    public async Task Request_that_another_run_is_sending_is_waited_for()
    {
        await _test.AtAsync(LockPhase.Posting);
        _test.Time.Delayed = count =>
        {
            if (count == 3)
            {
                Assert.True(_test.Locks.TryMoveAsync(
                    ActivityTest.Database, ActivityTest.Id, LockPhase.Posting, LockPhase.Started, "other", CancellationToken.None)
                    .Result);
            }
        };

        Assert.Equal(StartOutcome.Accepted, (await RunAsync()).Value);
        AssertStarted(Times.Never());
    }

    [Fact]
    public async Task Request_that_another_run_has_sent_in_vain_is_not_sent_after_it()
    {
        await _test.AtAsync(LockPhase.Posting);
        _test.Time.Delayed = count =>
        {
            if (count == 3)
            {
                Assert.True(_test.Locks.TryMoveAsync(
                    ActivityTest.Database, ActivityTest.Id, LockPhase.Posting, LockPhase.Held, "other", CancellationToken.None)
                    .Result);
            }
        };

        var fault = (await RunAsync()).Fault!;

        Assert.Equal((FaultCodes.Unavailable, true), (fault.Code, fault.Retry));
        AssertStarted(Times.Never());
    }

    [Fact]
    public async Task Failure_while_it_prepares_leaves_the_request_to_the_next_run()
    {
        await _test.AtAsync(LockPhase.Held, prepared: false);
        _test.Provider.Setup(p => p.PrepareAsync(ActivityTest.Planned, It.IsAny<CancellationToken>())).ThrowsAsync(new FormatException("bug"));

        await Assert.ThrowsAsync<InvalidOperationException>(RunAsync);

        Assert.Equal(LockPhase.Held, await _test.PhaseAsync());
        AssertStarted(Times.Never());
    }

    [Fact]
    public async Task Request_that_takes_too_long_is_unsettled()
    {
        await _test.AtAsync(LockPhase.Held);
        Start().Returns(async (ExportPreparation _, IReadOnlyList<ExportStage> _, CancellationToken token) =>
        {
            _test.Time.EndLongDelays();
            await Task.Delay(Timeout.Infinite, token);
            return ActivityTest.Receipt;
        });

        Assert.Equal(StartOutcome.Unsettled, (await RunAsync()).Value);
        Assert.Equal(LockPhase.Lost, await _test.PhaseAsync());
    }

    [Fact]
    public async Task Bug_in_the_provider_leaves_the_request_unsettled()
    {
        await _test.AtAsync(LockPhase.Held);
        Start().ThrowsAsync(new FormatException("bug"));

        await Assert.ThrowsAsync<InvalidOperationException>(RunAsync);

        Assert.Equal(StartOutcome.Unsettled, (await RunAsync()).Value);
        AssertStarted(Times.Once());
    }

    [Fact]
    public async Task Cancelled_export_is_not_started()
    {
        await _test.AtAsync(LockPhase.Held);
        await _test.CancelAsync();

        Assert.Equal(FaultCodes.Cancelled, (await RunAsync()).Fault!.Code);
        AssertStarted(Times.Never());
    }

    [Fact]
    public async Task Accepted_request_is_recorded_although_the_export_was_cancelled_meanwhile()
    {
        await _test.AtAsync(LockPhase.Held);
        Start().Returns(async () =>
        {
            await _test.CancelAsync();
            return ActivityTest.Receipt;
        });

        Assert.Equal(StartOutcome.Accepted, (await RunAsync()).Value);
        Assert.Equal(LockPhase.Started, await _test.PhaseAsync());
    }

    [Fact]
    public async Task Database_of_another_export_is_not_touched()
    {
        await _test.ReserveAsync(ActivityTest.OtherId);

        Assert.Equal(FaultCodes.Superseded, (await RunAsync()).Fault!.Code);
        AssertStarted(Times.Never());
    }

    private Task<StepResult<StartOutcome>> RunAsync() => new StartExport(_test.Frame, _test.Locks, _test.Records, _test.Time)
        .RunAsync(new StartStep(ActivityTest.Id, "orders", ActivityTest.Planned.Deadline), CancellationToken.None);

    private ISetup<IExportProvider, Task<string>> Start() => _test.Provider.Setup(p => p.StartAsync(
        ActivityTest.Preparation, It.IsAny<IReadOnlyList<ExportStage>>(), It.IsAny<CancellationToken>()));

    private void AssertStarted(Times times) => _test.Provider.Verify(
        p => p.StartAsync(
            It.IsAny<ExportPreparation>(), It.IsAny<IReadOnlyList<ExportStage>>(), It.IsAny<CancellationToken>()),
        times);
}
