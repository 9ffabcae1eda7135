using LocalFunctions.Engine.Dispatch;
using LocalFunctions.Engine.Store;
using LocalFunctions.Tests.Hosting;

namespace LocalFunctions.Tests.Engine.Dispatch;

public sealed class DurableTimersTests
{
    private const int Timers = 3000;

    private static readonly DateTime Now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Sleep_is_rounded_up_to_a_millisecond()
        => Assert.Equal(TimeSpan.FromMilliseconds(3), DurableTimers.SleepUntil(Now.AddTicks(20_001), Now));

    [Fact]
    public void Sleep_is_bounded()
    {
        Assert.Equal(TimeSpan.Zero, DurableTimers.SleepUntil(DateTime.MinValue, Now));
        Assert.Equal(TimeSpan.FromMinutes(1), DurableTimers.SleepUntil(DateTime.MaxValue, Now));
    }

    [Fact]
    public void Timers_made_and_cancelled_over_and_over_do_not_pile_up()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(Now));
        var fired = new List<TimerEntry>();
        using var timers = new DurableTimers(clock, due =>
        {
            fired.AddRange(due);
            return Task.CompletedTask;
        });
        timers.Add([new TimerEntry("A", 1, -5, Now.AddDays(1))]);
        var most = 0;
        for (var number = 0; number < 100_000; number++)
        {
            timers.Add([new TimerEntry("A", 1, number, Now.AddDays(1))]);
            timers.Remove([(1, number)], []);
            most = Math.Max(most, timers.Count);
        }

        clock.Advance(TimeSpan.FromDays(1));

        Assert.InRange(most, 1, 2100);
        Assert.Equal([-5], fired.Select(timer => timer.TaskId));
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("terminate")]
    [InlineData("purge")]
    [InlineData("replace")]
    public async Task Timers_that_are_over_are_forgotten(string how)
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            using var cancellation = new CancellationTokenSource();
            for (var number = 0; number < Timers; number++)
            {
                _ = context.CreateTimer(TimeSpan.FromDays(1), cancellation.Token);
            }

            await context.WaitForExternalEvent<string>("Cancel");
            cancellation.Cancel();
            await context.WaitForExternalEvent<string>("End");
            return 0;
        }).AddOrchestratorFunc("Other", _ => Task.FromResult(0)));
        var options = new StartOrchestrationOptions("one");
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", options);
        await Eventually.TrueAsync(() => host.Runtime.TimersInMemory == Timers, "the timers wait");

        await (how switch
        {
            "cancel" => host.Client.RaiseEventAsync("one", "Cancel"),
            "terminate" => host.Client.TerminateInstanceAsync("one"),
            "purge" => host.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter()),
            _ => host.Client.ScheduleNewOrchestrationInstanceAsync("Other", options),
        });

        await Eventually.TrueAsync(() => host.Runtime.TimersInMemory == 0, "the timers are gone");
    }
}
