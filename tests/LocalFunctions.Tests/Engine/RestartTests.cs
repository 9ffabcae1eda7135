using LocalFunctions.Engine;

namespace LocalFunctions.Tests.Engine;

public sealed class RestartTests
{
    [Fact]
    public async Task Timer_survives_a_restart()
    {
        using var store = new TemporaryStore();
        string id;
        await using (var first = await EngineHost.StartAsync(store, Tasks))
        {
            id = await first.Client.ScheduleNewOrchestrationInstanceAsync("Timer", 1500);
            await first.Client.WaitForInstanceStartAsync(id);
        }

        await using var second = await EngineHost.StartAsync(store, Tasks);
        var end = await second.EndOfAsync(id);

        Assert.True(end.ReadOutputAs<bool>());
        store.AssertIntact();
    }

    [Fact]
    public async Task Timer_that_passed_while_nothing_ran_fires_at_the_start()
    {
        using var store = new TemporaryStore();
        string id;
        await using (var first = await EngineHost.StartAsync(store, Tasks))
        {
            id = await first.Client.ScheduleNewOrchestrationInstanceAsync("Timer", 200);
            await first.Client.WaitForInstanceStartAsync(id);
        }

        await Task.Delay(TimeSpan.FromMilliseconds(400));
        await using var second = await EngineHost.StartAsync(store, Tasks);

        Assert.True((await second.EndOfAsync(id)).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task Activity_that_was_running_is_run_again()
    {
        using var store = new TemporaryStore();
        var executions = 0;
        var started = new TaskCompletionSource();
        void Register(DurableTaskRegistry tasks) => tasks
            .AddOrchestratorFunc("Main", async context =>
                await context.CallActivityAsync<string>("Before") + await context.CallActivityAsync<string>("Slow"))
            .AddActivityFunc<string>("Before", (TaskActivityContext _) => "before ")
            .AddActivityFunc<string>("Slow", async (TaskActivityContext _) =>
            {
                if (Interlocked.Increment(ref executions) == 1)
                {
                    started.SetResult();
                    await Task.Delay(Timeout.Infinite);
                }

                return "done";
            });
        string id;
        await using (var first = await EngineHost.StartAsync(store, Register))
        {
            id = await first.Client.ScheduleNewOrchestrationInstanceAsync("Main");
            await started.Task;
        }

        await using var second = await EngineHost.StartAsync(store, Register);
        var end = await second.EndOfAsync(id);

        Assert.Equal("before done", end.ReadOutputAs<string>());
        Assert.Equal(2, executions);
        store.AssertIntact();
    }

    [Fact]
    public async Task Activity_that_finishes_during_the_stop_is_not_run_again()
    {
        using var store = new TemporaryStore();
        var executions = 0;
        var started = new TaskCompletionSource();
        void Register(DurableTaskRegistry tasks) => tasks
            .AddOrchestratorFunc("Main", context => context.CallActivityAsync<int>("Slow"))
            .AddActivityFunc<int>("Slow", async (TaskActivityContext _) =>
            {
                Interlocked.Increment(ref executions);
                started.TrySetResult();
                await Task.Delay(TimeSpan.FromMilliseconds(300));
                return 7;
            });
        string id;
        await using (var first = await EngineHost.StartAsync(store, Register))
        {
            id = await first.Client.ScheduleNewOrchestrationInstanceAsync("Main");
            await started.Task;
            await first.StopAsync();
        }

        await using var second = await EngineHost.StartAsync(store, Register);

        Assert.Equal(7, (await second.EndOfAsync(id)).ReadOutputAs<int>());
        Assert.Equal(1, executions);
    }

    [Fact]
    public async Task Activity_that_the_stop_interrupts_is_run_again()
    {
        using var store = new TemporaryStore();
        var executions = 0;
        var started = new TaskCompletionSource();
        void Register(DurableTaskRegistry tasks) => tasks
            .AddOrchestratorFunc("Main", context => context.CallActivityAsync<string>("Obedient"))
            .AddActivityFunc<string>("Obedient", async (TaskActivityContext context) =>
            {
                if (Interlocked.Increment(ref executions) == 1)
                {
                    started.SetResult();
                    await Task.Delay(Timeout.Infinite, ((ActivityContext)context).CancellationToken);
                }

                return "done";
            });
        string id;
        await using (var first = await EngineHost.StartAsync(store, Register))
        {
            id = await first.Client.ScheduleNewOrchestrationInstanceAsync("Main");
            await started.Task;
            await first.StopAsync();
        }

        await using var second = await EngineHost.StartAsync(store, Register);

        Assert.Equal("done", (await second.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(2, executions);
    }

    [Fact]
    public async Task Events_custom_status_and_suspension_survive_a_restart()
    {
        using var store = new TemporaryStore();
        string id;
        await using (var first = await EngineHost.StartAsync(store, Tasks))
        {
            id = await first.Client.ScheduleNewOrchestrationInstanceAsync("Events");
            await first.Client.WaitForInstanceStartAsync(id);
            await first.Client.SuspendInstanceAsync(id);
            await first.Client.RaiseEventAsync(id, "E", "a");
        }

        await using var second = await EngineHost.StartAsync(store, Tasks);
        await second.Client.RaiseEventAsync(id, "E", "b");
        await second.Client.ResumeInstanceAsync(id);
        var end = await second.EndOfAsync(id);

        Assert.Equal("ab", end.ReadOutputAs<string>());
        Assert.Equal("waits", end.ReadCustomStatusAs<string>());
    }

    [Fact]
    public async Task Child_answers_its_parent_after_a_restart()
    {
        using var store = new TemporaryStore();
        await using (var first = await EngineHost.StartAsync(store, Tasks))
        {
            await first.Client.ScheduleNewOrchestrationInstanceAsync(
                "Parent", new StartOrchestrationOptions("parent"));
            await first.Client.WaitForInstanceStartAsync("child");
        }

        await using var second = await EngineHost.StartAsync(store, Tasks);
        await second.Client.RaiseEventAsync("child", "E", "a");
        await second.Client.RaiseEventAsync("child", "E", "b");

        Assert.Equal("ab", (await second.EndOfAsync("parent")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Instance_that_is_to_start_later_starts_after_a_restart()
    {
        using var store = new TemporaryStore();
        var startAt = DateTimeOffset.UtcNow.AddMilliseconds(700);
        await using (var first = await EngineHost.StartAsync(store, Tasks))
        {
            await first.Client.ScheduleNewOrchestrationInstanceAsync(
                "Now", new StartOrchestrationOptions("later", startAt));
        }

        await using var second = await EngineHost.StartAsync(store, Tasks);
        var end = await second.EndOfAsync("later");

        Assert.True(end.ReadOutputAs<DateTime>() >= startAt.UtcDateTime);
    }

    private static void Tasks(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc<int, bool>("Timer", async (context, milliseconds) =>
        {
            var fireAt = context.CurrentUtcDateTime.AddMilliseconds(milliseconds);
            await context.CreateTimer(fireAt, CancellationToken.None);
            return context.CurrentUtcDateTime >= fireAt;
        });
        tasks.AddOrchestratorFunc("Events", async context =>
        {
            context.SetCustomStatus("waits");
            return await context.WaitForExternalEvent<string>("E") + await context.WaitForExternalEvent<string>("E");
        });
        tasks.AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync<string>(
            "Events", new SubOrchestrationOptions(instanceId: "child")));
        tasks.AddOrchestratorFunc("Now", context => Task.FromResult(context.CurrentUtcDateTime));
    }
}
