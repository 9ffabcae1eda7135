namespace Conformance;

public sealed class TimerTests
{
    private static readonly TimeSpan Long = TimeSpan.FromDays(1);

    [Fact]
    [Trait("Row", "E1")]
    public async Task Cancelled_timer_does_not_hold_the_instance()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            context.SetCustomStatus("waits");
            using var cancellation = new CancellationTokenSource();
            var timer = context.CreateTimer(Long, cancellation.Token);
            var raised = context.WaitForExternalEvent<string>("E");
            var winner = await Task.WhenAny(timer, raised);
            cancellation.Cancel();
            return $"{winner == raised} {timer.Status}";
        }));
        var id = await scenario.ScheduleUntilAsync("waits", "Main");
        await scenario.Client.RaiseEventAsync(id, "E", "x");

        var end = await scenario.EndOfAsync(id);

        Assert.Equal("True Canceled", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "E2, E10")]
    public async Task Timer_that_nobody_awaits_holds_the_instance()
    {
        var end = await Scenario.RunMainAsync(async context =>
        {
            _ = context.CreateTimer(TimeSpan.FromMilliseconds(700), CancellationToken.None);
            return await context.CallActivityAsync<string>("Echo", "early");
        });

        Assert.Equal("early", end.ReadOutputAs<string>());
        Assert.True(end.LastUpdatedAt - end.CreatedAt >= TimeSpan.FromMilliseconds(690));
    }

    [Theory]
    [Trait("Row", "E3")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Await_of_a_cancelled_timer_throws(bool before)
    {
        var end = await Scenario.RunMainAsync(async context =>
        {
            using var cancellation = new CancellationTokenSource();
            if (before)
            {
                cancellation.Cancel();
            }

            var timer = context.CreateTimer(Long, cancellation.Token);
            await context.CallActivityAsync("Echo", "x");
            cancellation.Cancel();
            try
            {
                await timer;
                return "";
            }
            catch (TaskCanceledException e)
            {
                return $"{e.Message} {timer.Status}";
            }
        });

        Assert.Equal("A task was canceled. Canceled", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "E4, E5")]
    public async Task Past_times_fire_at_once()
    {
        var end = await Scenario.RunMainAsync(async context =>
        {
            await context.CreateTimer(DateTime.MinValue, CancellationToken.None);
            await context.CreateTimer(context.CurrentUtcDateTime, CancellationToken.None);
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            await context.CreateTimer(TimeSpan.FromDays(-1), CancellationToken.None);
            await context.CreateTimer(context.CurrentUtcDateTime.AddMilliseconds(50).ToLocalTime(), CancellationToken.None);
            return "done";
        });

        Assert.Equal("done", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "E6")]
    public async Task Timer_never_fires_early()
    {
        var end = await Scenario.RunMainAsync(async context =>
        {
            var fireAt = context.CurrentUtcDateTime.AddMilliseconds(250);
            await context.CreateTimer(fireAt, CancellationToken.None);
            return context.CurrentUtcDateTime >= fireAt;
        });

        Assert.True(end.ReadOutputAs<bool>());
    }

    [Fact]
    [Trait("Row", "E7")]
    public async Task Timer_may_be_as_far_as_time_goes()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            context.SetCustomStatus("waits");
            await context.CreateTimer(DateTime.MaxValue, CancellationToken.None);
            return "";
        }));

        var id = await scenario.ScheduleUntilAsync("waits", "Main");

        Assert.True((await scenario.Client.GetInstanceAsync(id))!.IsRunning);
    }

    [Fact]
    [Trait("Row", "E8")]
    public async Task Timers_fire_in_the_order_of_their_times()
    {
        var end = await Scenario.RunMainAsync(async context =>
        {
            var order = new List<int>();
            async Task Wait(int milliseconds)
            {
                await context.CreateTimer(TimeSpan.FromMilliseconds(milliseconds), CancellationToken.None);
                order.Add(milliseconds);
            }

            await Task.WhenAll(Wait(900), Wait(100), Wait(500));
            return string.Join(' ', order);
        });

        Assert.Equal("100 500 900", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "E9")]
    public async Task Timers_of_one_instant_all_fire()
    {
        var end = await Scenario.RunMainAsync(async context =>
        {
            var fireAt = context.CurrentUtcDateTime.AddMilliseconds(200);
            var timers = Enumerable.Range(0, 3).Select(_ => context.CreateTimer(fireAt, CancellationToken.None)).ToList();
            await Task.WhenAll(timers);
            return context.CurrentUtcDateTime >= fireAt;
        });

        Assert.True(end.ReadOutputAs<bool>());
    }

    [Fact]
    [Trait("Row", "E11")]
    public async Task Wait_that_nobody_awaits_does_not_hold_the_instance()
    {
        var end = await Scenario.RunMainAsync(context =>
        {
            _ = context.WaitForExternalEvent<string>("Never");
            return Task.FromResult("done");
        });

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
    }

    [Fact]
    [Trait("Row", "E12")]
    public async Task Child_that_nobody_awaits_holds_the_parent()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context =>
            {
                _ = context.CallSubOrchestratorAsync("Child", new SubOrchestrationOptions(instanceId: "held-child"));
                return Task.FromResult("parent");
            })
            .AddOrchestratorFunc("Child", async context =>
            {
                context.SetCustomStatus("waits");
                return await context.WaitForExternalEvent<string>("E");
            }));
        var id = await scenario.ScheduleAsync("Parent");
        await scenario.StatusAsync("held-child", "waits");
        var during = await scenario.Client.GetInstanceAsync(id);
        await scenario.Client.RaiseEventAsync("held-child", "E", "x");

        var end = await scenario.EndOfAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Running, during!.RuntimeStatus);
        Assert.Equal("parent", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "E13, P9")]
    public async Task Activity_that_nobody_awaits_is_executed_and_may_fail()
    {
        var calls = 0;
        var end = await Scenario.RunMainAsync(
            context =>
            {
                _ = context.CallActivityAsync("Throws");
                return Task.FromResult("done");
            },
            tasks => tasks.AddActivityFunc("Throws", (TaskActivityContext _) =>
            {
                Interlocked.Increment(ref calls);
                Fault.Throw("boom");
            }));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal(1, calls);
    }
}
