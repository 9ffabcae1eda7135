namespace Conformance;

/// <summary>Orchestrators that await what is not durable.</summary>
public sealed class NonDurableCodeTests
{
    [Theory]
    [Trait("Row", "P1, P3, P4")]
    [InlineData("delay")]
    [InlineData("run")]
    [InlineData("configure")]
    [InlineData("continue")]
    [InlineData("factory")]
    [InlineData("semaphore")]
    [InlineData("after")]
    public async Task Instance_stays_running_for_ever_and_can_be_terminated(string kind)
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            context.SetCustomStatus("waits");
            await WaitAsync(context, kind);
            await context.CallActivityAsync("Echo", "x");
            return "beyond";
        }));
        var id = await scenario.ScheduleUntilAsync("waits", "Main");

        await Task.Delay(TimeSpan.FromMilliseconds(700));
        var state = await scenario.Client.GetInstanceAsync(id);
        await scenario.Client.TerminateInstanceAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Running, state!.RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await scenario.EndOfAsync(id)).RuntimeStatus);
    }

    [Fact]
    [Trait("Row", "P5, P6, Q2")]
    public async Task Yield_and_sleep_and_a_wait_for_nothing_work()
    {
        var end = await Scenario.RunMainAsync(async context =>
        {
            await Task.Yield();
            Thread.Sleep(20);
            await Task.WhenAll();
            await context.CallActivityAsync("Echo", "x");
            await Task.Yield();
            return "done";
        });

        Assert.Equal("done", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "P7")]
    public async Task Blocking_wait_times_out_in_each_turn()
    {
        var end = await Scenario.RunMainAsync(context => Task.FromResult(
            context.CallActivityAsync("Echo", "x").Wait(TimeSpan.FromMilliseconds(100))));

        Assert.False(end.ReadOutputAs<bool>());
    }

    [Fact]
    [Trait("Row", "P8")]
    public async Task Helper_that_nobody_can_await_works_while_the_orchestrator_lives()
    {
        var end = await Scenario.RunMainAsync(async context =>
        {
            var seen = "";
            async void Help() => seen = await context.CallActivityAsync<string>("Echo", "helped");

            Help();
            await context.CallActivityAsync("Echo", "x");
            await context.CreateTimer(TimeSpan.FromMilliseconds(100), CancellationToken.None);
            return seen;
        });

        Assert.Equal("helped", end.ReadOutputAs<string>());
    }

    private static async Task WaitAsync(TaskOrchestrationContext context, string kind)
    {
        switch (kind)
        {
            case "delay":
                await Task.Delay(50);
                break;
            case "run":
                await Task.Run(() => Thread.Sleep(50));
                break;
            case "factory":
                await Task.Factory.StartNew(
                    () => Thread.Sleep(50), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default);
                break;
            case "semaphore":
                using (var semaphore = new SemaphoreSlim(0))
                using (new Timer(_ => semaphore.Release(), null, 50, Timeout.Infinite))
                {
                    await semaphore.WaitAsync();
                }

                break;
            case "after":
                await context.CallActivityAsync("Echo", "x");
                await Task.Delay(50);
                break;
            case "configure":
                await context.CallActivityAsync("Echo", "x").ConfigureAwait(false);
                await context.CallActivityAsync("Echo", "x");
                break;
            default:
                await context.CallActivityAsync("Echo", "x").ContinueWith(_ => { }, TaskScheduler.Default);
                break;
        }
    }
}
