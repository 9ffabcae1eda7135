namespace Conformance;

public sealed class SteeringTests
{
    [Theory]
    [Trait("Row", "H2, H3")]
    [InlineData("text", "\"text\"")]
    [InlineData(5, "5")]
    [InlineData(null, null)]
    public async Task Terminated_instance_has_the_given_output_and_its_custom_status(object? output, string? expected)
    {
        await using var scenario = await Scenario.StartAsync(Waits);
        var id = await scenario.ScheduleUntilAsync("waits", "Waits");

        await scenario.Client.TerminateInstanceAsync(id, output);
        var end = await scenario.EndOfAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal(expected, end.SerializedOutput);
        Assert.Equal("\"waits\"", end.SerializedCustomStatus);
        Assert.True(end.IsCompleted);
    }

    [Fact]
    [Trait("Row", "H1")]
    public async Task Running_activity_does_not_hold_a_termination_and_its_result_is_dropped()
    {
        var (started, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var finished = new TaskCompletionSource();
        var turns = 0;
        await using var scenario = await Scenario.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Main", context =>
            {
                Interlocked.Increment(ref turns);
                return context.CallActivityAsync<string>("Slow");
            })
            .AddActivityFunc<string>("Slow", async (TaskActivityContext _) =>
            {
                started.SetResult();
                await release.Task;
                finished.SetResult();
                return "late";
            })
            .AddOrchestratorFunc("Other", context => context.CallActivityAsync<string>("Echo", "x")));
        var id = await scenario.ScheduleAsync("Main");
        await started.Task;

        await scenario.Client.TerminateInstanceAsync(id, "stop");
        var end = await scenario.EndOfAsync(id);
        release.SetResult();
        await finished.Task;
        await scenario.Client.RaiseEventAsync(id, "Any");
        await scenario.RunAsync("Other");

        Assert.Equal("stop", end.ReadOutputAs<string>());
        Assert.Equal(1, turns);
        Assert.Equal("stop", (await scenario.Client.GetInstanceAsync(id, true))!.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "H4, H5, H10")]
    public async Task Steering_an_ended_or_unknown_instance_has_no_effect()
    {
        await using var scenario = await Scenario.StartAsync(
            tasks => tasks.AddOrchestratorFunc("Main", context => context.CallActivityAsync<string>("Echo", "x")));
        var id = (await scenario.RunAsync("Main")).InstanceId;

        foreach (var target in new[] { id, "unknown" })
        {
            await scenario.Client.TerminateInstanceAsync(target, "stop");
            await scenario.Client.SuspendInstanceAsync(target, "halt");
            await scenario.Client.ResumeInstanceAsync(target, "go");
        }

        var after = await scenario.Client.GetInstanceAsync(id, true);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, after!.RuntimeStatus);
        Assert.Equal("x", after.ReadOutputAs<string>());
        Assert.Null(await scenario.Client.GetInstanceAsync("unknown"));
    }

    [Fact]
    [Trait("Row", "H7, H8, H10")]
    public async Task Suspended_instance_sees_what_arrived_after_it_is_resumed()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            context.SetCustomStatus("waits");
            var seen = new List<string>();
            async Task Log(Func<Task<string>> wait)
            {
                seen.Add(await wait());
                context.SetCustomStatus("saw");
            }

            var timer = Log(async () =>
            {
                await context.CreateTimer(TimeSpan.FromMilliseconds(400), CancellationToken.None);
                return "timer";
            });
            await Log(() => context.WaitForExternalEvent<string>("E"));
            await Log(() => context.WaitForExternalEvent<string>("E"));
            await timer;
            return string.Join(' ', seen);
        }));
        var id = await scenario.ScheduleUntilAsync("waits", "Main");
        await scenario.Client.SuspendInstanceAsync(id, "halt");
        await scenario.Client.SuspendInstanceAsync(id, "again");
        var suspended = await scenario.UntilAsync(
            id, state => state!.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await scenario.Client.RaiseEventAsync(id, "E", "a");
        await Task.Delay(TimeSpan.FromMilliseconds(700));
        await scenario.Client.RaiseEventAsync(id, "E", "b");
        var during = await scenario.Client.GetInstanceAsync(id, true);

        await scenario.Client.ResumeInstanceAsync(id, "go");
        var end = await scenario.EndOfAsync(id);

        Assert.False(suspended!.IsRunning || suspended.IsCompleted);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, during!.RuntimeStatus);
        Assert.Equal("\"waits\"", during.SerializedCustomStatus);
        Assert.Null(during.SerializedOutput);
        Assert.Equal("a timer b", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "H9")]
    public async Task Activity_finishes_while_its_instance_is_suspended()
    {
        var (started, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var finished = new TaskCompletionSource();
        var turns = 0;
        await using var scenario = await Scenario.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Main", async context =>
            {
                turns++;
                return await context.CallActivityAsync<string>("Slow");
            })
            .AddActivityFunc<string>("Slow", async (TaskActivityContext _) =>
            {
                started.SetResult();
                await release.Task;
                finished.SetResult();
                return "late";
            }));
        var id = await scenario.ScheduleAsync("Main");
        await started.Task;
        await scenario.Client.SuspendInstanceAsync(id);
        await scenario.UntilAsync(id, state => state!.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);

        release.SetResult();
        await finished.Task;
        await Task.Delay(TimeSpan.FromMilliseconds(200));
        var turnsWhileSuspended = turns;
        await scenario.Client.ResumeInstanceAsync(id);

        Assert.Equal(1, turnsWhileSuspended);
        Assert.Equal("late", (await scenario.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "H6, L17")]
    public async Task Instance_terminated_before_its_start_time_never_runs_on()
    {
        await using var scenario = await Scenario.StartAsync(Waits);
        await scenario.Client.ScheduleNewOrchestrationInstanceAsync(
            "Waits", new StartOrchestrationOptions("h6", DateTimeOffset.UtcNow.AddMilliseconds(300)));

        await scenario.Client.TerminateInstanceAsync("h6", "never");
        await scenario.EndOfAsync("h6");
        await Task.Delay(TimeSpan.FromMilliseconds(600));

        var after = await scenario.Client.GetInstanceAsync("h6", true);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, after!.RuntimeStatus);
        Assert.Equal("never", after.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "H11")]
    public async Task Suspended_instance_can_be_terminated()
    {
        await using var scenario = await Scenario.StartAsync(Waits);
        var id = await scenario.ScheduleUntilAsync("waits", "Waits");
        await scenario.Client.SuspendInstanceAsync(id);
        await scenario.UntilAsync(id, state => state!.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);

        await scenario.Client.TerminateInstanceAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await scenario.EndOfAsync(id)).RuntimeStatus);
    }

    private static void Waits(DurableTaskRegistry tasks)
        => tasks.AddOrchestratorFunc("Waits", async context =>
        {
            context.SetCustomStatus("waits");
            return await context.WaitForExternalEvent<string>("Never");
        });
}
