using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Tests.Engine;

public sealed class DeliveryTests
{
    [Fact]
    public async Task Every_activity_is_executed_twice_and_the_first_result_is_thrown_away()
    {
        using var store = new TemporaryStore();
        var executions = 0;
        await using var host = await EngineHost.StartAsync(
            store,
            tasks => tasks
                .AddOrchestratorFunc("Main", async context =>
                    await context.CallActivityAsync<int>("Count") * 10 + await context.CallActivityAsync<int>("Count"))
                .AddActivityFunc<int>("Count", (TaskActivityContext _) => Interlocked.Increment(ref executions)),
            deliverActivitiesTwice: true);

        var end = await host.EndOfAsync(await host.Client.ScheduleNewOrchestrationInstanceAsync("Main"));

        Assert.Equal(24, end.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Failure_of_the_first_delivery_is_thrown_away_too()
    {
        using var store = new TemporaryStore();
        var executions = 0;
        await using var host = await EngineHost.StartAsync(
            store,
            tasks => tasks
                .AddOrchestratorFunc("Main", context => context.CallActivityAsync<int>("Second"))
                .AddActivityFunc<int>("Second", (TaskActivityContext _) => Interlocked.Increment(ref executions) == 1
                    ? throw new InvalidOperationException("first")
                    : executions),
            deliverActivitiesTwice: true);

        var end = await host.EndOfAsync(await host.Client.ScheduleNewOrchestrationInstanceAsync("Main"));

        Assert.Equal(2, end.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Activities_run_so_many_at_once()
    {
        using var store = new TemporaryStore();
        var (running, most) = (0, 0);
        var full = new TaskCompletionSource();
        await using var host = await EngineHost.StartAsync(
            store,
            tasks => tasks
                .AddOrchestratorFunc("Main", async context =>
                {
                    await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => context.CallActivityAsync("Busy")));
                    return 0;
                })
                .AddActivityFunc("Busy", async (TaskActivityContext _) =>
                {
                    var now = Interlocked.Increment(ref running);
                    InterlockedMax(ref most, now);
                    if (now == 3)
                    {
                        full.TrySetResult();
                    }

                    await full.Task;
                    await Task.Yield();
                    Interlocked.Decrement(ref running);
                }),
            maxConcurrentActivities: 3);

        await host.EndOfAsync(await host.Client.ScheduleNewOrchestrationInstanceAsync("Main"));

        Assert.Equal(3, most);
    }

    [Fact]
    public async Task Activity_is_made_in_a_scope_of_its_own()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(
            store,
            tasks => tasks
                .AddOrchestratorFunc("Main", async context =>
                {
                    var first = await context.CallActivityAsync<Guid>(nameof(ScopedActivity));
                    return first != await context.CallActivityAsync<Guid>(nameof(ScopedActivity));
                })
                .AddActivity<ScopedActivity>(),
            addServices: services => services.AddScoped<ScopedThing>());

        var end = await host.EndOfAsync(await host.Client.ScheduleNewOrchestrationInstanceAsync("Main"));

        Assert.True(end.ReadOutputAs<bool>());
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)) && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }

    private sealed class ScopedThing
    {
        public Guid Id { get; } = Guid.NewGuid();
    }

    private sealed class ScopedActivity(ScopedThing thing) : TaskActivity<object?, Guid>
    {
        public override Task<Guid> RunAsync(TaskActivityContext context, object? input) => Task.FromResult(thing.Id);
    }
}
