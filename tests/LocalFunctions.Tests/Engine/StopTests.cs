using LocalFunctions.Engine;

namespace LocalFunctions.Tests.Engine;

public sealed class StopTests
{
    [Fact]
    public async Task Beginning_of_the_stop_tells_activities_and_starts_no_others()
    {
        using var store = new TemporaryStore();
        var started = new TaskCompletionSource();
        var told = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        var executions = 0;
        void Register(DurableTaskRegistry tasks) => tasks
            .AddOrchestratorFunc<int[]>("Main", context => Task.WhenAll(
                context.CallActivityAsync<int>("Count"), context.CallActivityAsync<int>("Count")))
            .AddActivityFunc<int>("Count", async (TaskActivityContext context) =>
            {
                var number = Interlocked.Increment(ref executions);
                if (number == 1)
                {
                    using var registration = ((ActivityContext)context).CancellationToken.Register(told.SetResult);
                    started.SetResult();
                    await finish.Task;
                }

                return number;
            });

        string id;
        await using (var first = await EngineHost.StartAsync(store, Register, maxConcurrentActivities: 1))
        {
            id = await first.Client.ScheduleNewOrchestrationInstanceAsync("Main");
            await started.Task;
            var wait = first.EndOfAsync(id);

            first.BeginStop();

            await told.Task;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
            await first.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("late"));
            finish.SetResult();
            await first.StopAsync();
        }

        // The activity that had finished is not run again, the queued one was not started.
        Assert.Equal(1, executions);
        await using var second = await EngineHost.StartAsync(store, Register);
        Assert.Contains(1, (await second.EndOfAsync(id)).ReadOutputAs<int[]>()!);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await second.EndOfAsync("late")).RuntimeStatus);
        Assert.Equal(4, executions);
    }

    [Fact]
    public async Task Disposal_does_not_wait_for_a_stop_that_waits_for_an_activity()
    {
        using var store = new TemporaryStore();
        var started = new TaskCompletionSource();
        var never = new TaskCompletionSource();
        await using var host = await EngineHost.StartAsync(store, tasks => tasks
            .AddOrchestratorFunc("Main", context => context.CallActivityAsync("Stubborn"))
            .AddActivityFunc("Stubborn", (TaskActivityContext _) =>
            {
                started.SetResult();
                return never.Task;
            }));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await started.Task;
        var patient = host.StopAsync();
        using var hurried = new CancellationTokenSource();
        var second = host.StopAsync(hurried.Token);
        Assert.False(patient.IsCompleted);

        await hurried.CancelAsync();

        await Task.WhenAll(patient, second).WaitAsync(TimeSpan.FromSeconds(30));
        never.SetResult();
    }
}
