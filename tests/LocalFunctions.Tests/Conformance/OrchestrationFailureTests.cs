namespace Conformance;

public sealed class OrchestrationFailureTests
{
    [Fact]
    [Trait("Row", "C1, C3")]
    public async Task Exception_fails_the_instance_with_its_message_as_plain_text()
    {
        var end = await Scenario.RunMainAsync<string>(
            _ => throw new InvalidDataException("orch outer", new ArgumentException("inside")));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("orch outer", end.SerializedOutput);
        Assert.Equal("System.IO.InvalidDataException: orch outer", end.FailureDetails!.ToString());
        Assert.Equal("System.ArgumentException: inside", end.FailureDetails.InnerFailure!.ToString());
        Assert.Throws<System.Text.Json.JsonException>(end.ReadOutputAs<string>);
    }

    [Fact]
    [Trait("Row", "C2")]
    public async Task Uncaught_activity_failure_is_inside_the_instances_own()
    {
        var end = await Scenario.RunMainAsync(
            context => context.CallActivityAsync<string>("Throws"),
            tasks => tasks.AddActivityFunc<string>("Throws", _ => Fault.Throw("outer msg")));

        Assert.Equal("Task 'Throws' (#0) failed with an unhandled exception: outer msg", end.SerializedOutput);
        Assert.Equal(typeof(TaskFailedException).FullName, end.FailureDetails!.ErrorType);
        Assert.Equal("System.InvalidOperationException: outer msg", end.FailureDetails.InnerFailure!.ToString());
    }

    [Fact]
    [Trait("Row", "C4")]
    public async Task Cancellation_fails_the_instance()
    {
        var end = await Scenario.RunMainAsync<string>(async context =>
        {
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            throw new OperationCanceledException("lost");
        });

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Null(end.SerializedOutput);
        Assert.Equal(
            "System.AggregateException: One or more errors occurred. (A task was canceled.)", end.FailureDetails!.ToString());
        Assert.Equal(
            "System.Threading.Tasks.TaskCanceledException: A task was canceled.", end.FailureDetails.InnerFailure!.ToString());
    }

    [Theory]
    [Trait("Row", "C4, E3")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Timed_out_wait_or_cancelled_timer_that_is_not_caught_fails_the_instance(bool isWait)
    {
        var end = await Scenario.RunMainAsync(async context =>
        {
            if (isWait)
            {
                return await context.WaitForExternalEvent<string>("Never", TimeSpan.Zero);
            }

            await context.CreateTimer(TimeSpan.FromDays(1), new CancellationToken(canceled: true));
            return "";
        });

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Null(end.SerializedOutput);
        Assert.Equal(
            "System.AggregateException: One or more errors occurred. (A task was canceled.)", end.FailureDetails!.ToString());
    }

    [Fact]
    [Trait("Row", "C5")]
    public async Task Wrapped_task_failure_shows_the_engines_exceptions_and_not_the_activitys_own()
    {
        var end = await Scenario.RunMainAsync(
            async context =>
            {
                try
                {
                    return await context.CallActivityAsync<string>("Throws");
                }
                catch (TaskFailedException e)
                {
                    throw new InvalidDataException("wrapped", e);
                }
            },
            tasks => tasks.AddActivityFunc<string>("Throws", _ => Fault.Throw("boom")));

        var failure = end.FailureDetails!;
        Assert.Equal("System.IO.InvalidDataException: wrapped", failure.ToString());
        Assert.Equal(typeof(TaskFailedException).FullName, failure.InnerFailure!.ErrorType);
        Assert.EndsWith(
            "DurableTask.Core.Exceptions.TaskFailedException",
            failure.InnerFailure.InnerFailure!.ErrorType,
            StringComparison.Ordinal);
        Assert.Null(failure.InnerFailure.InnerFailure.InnerFailure);
    }

    [Fact]
    [Trait("Row", "C6")]
    public async Task Aggregate_exception_gives_its_message_and_the_first_inside()
    {
        var end = await Scenario.RunMainAsync<string>(
            _ => throw new AggregateException("aggmsg", new FormatException("f1"), new ArgumentException("i2")));

        Assert.Equal("aggmsg (f1) (i2)", end.SerializedOutput);
        Assert.Equal("System.FormatException", end.FailureDetails!.InnerFailure!.ErrorType);
    }

    [Fact]
    [Trait("Row", "C7")]
    public async Task Custom_status_of_the_same_turn_is_kept()
    {
        var end = await Scenario.RunMainAsync<string>(context =>
        {
            context.SetCustomStatus("mid");
            throw new InvalidOperationException("boom");
        });

        Assert.Equal("\"mid\"", end.SerializedCustomStatus);
    }

    [Fact]
    [Trait("Row", "C8")]
    public async Task Caught_failure_is_none()
    {
        var end = await Scenario.RunMainAsync(
            async context =>
            {
                try
                {
                    return await context.CallActivityAsync<string>("Throws");
                }
                catch (TaskFailedException)
                {
                    return "caught";
                }
            },
            tasks => tasks.AddActivityFunc<string>("Throws", _ => Fault.Throw("boom")));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Null(end.FailureDetails);
    }

    [Fact]
    [Trait("Row", "C9")]
    public async Task Long_message_is_kept_whole()
    {
        var message = new string('x', 100_000);

        var end = await Scenario.RunMainAsync<string>(_ => throw new InvalidOperationException(message));

        Assert.Equal(message, end.FailureDetails!.ErrorMessage);
    }

    [Theory]
    [Trait("Row", "C10, C11")]
    [InlineData("Nobody")]
    [InlineData("Echo")]
    public async Task Unknown_orchestrator_is_scheduled_and_fails(string name)
    {
        // Echo is an activity.
        var end = await Scenario.RunAsync(_ => { }, name);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Null(end.SerializedOutput);
        Assert.Equal(
            $"OrchestratorTaskNotFound: No orchestrator task named '{name}' was found.", end.FailureDetails!.ToString());
    }

    [Fact]
    [Trait("Row", "C12")]
    public async Task Names_are_compared_without_regard_to_case()
    {
        var end = await Scenario.RunAsync(
            tasks => tasks.AddOrchestratorFunc("StrO", context => context.CallActivityAsync<string>("eCHO", "hi")), "stro");

        Assert.Equal("hi", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "C13")]
    public async Task Missing_name_is_refused()
    {
        await using var scenario = await Scenario.StartAsync(_ => { });

        var e = await Assert.ThrowsAsync<ArgumentNullException>(
            () => scenario.Client.ScheduleNewOrchestrationInstanceAsync(""));

        Assert.Equal("Value cannot be null. (Parameter 'value')", e.Message);
    }

    [Fact]
    [Trait("Row", "C14")]
    public async Task Failure_waits_for_what_is_pending()
    {
        var timerIsOver = DateTime.MaxValue;
        var end = await Scenario.RunMainAsync<string>(context =>
        {
            timerIsOver = context.CurrentUtcDateTime.AddMilliseconds(700);
            _ = context.CreateTimer(timerIsOver, CancellationToken.None);
            throw new InvalidOperationException("boom");
        });

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.True(end.LastUpdatedAt - end.CreatedAt >= TimeSpan.FromMilliseconds(690));
    }
}
