using LocalFunctions.Engine.Dispatch;
using LocalFunctions.Engine.Store;
using LocalFunctions.Tests.Engine.Store;
using LocalFunctions.Tests.Hosting;

namespace LocalFunctions.Tests.Engine.Dispatch;

public sealed class StoreUpkeepTests
{
    [Fact]
    public async Task Ended_instance_is_removed_at_its_age_and_a_running_one_goes_on()
    {
        using var store = new TemporaryStore();
        using var log = new LogSink();
        await using (var first = await EngineHost.StartAsync(store, Tasks))
        {
            await StartAsync(first, "ended");
            await StartAsync(first, "running");
            await first.Client.RaiseEventAsync("ended", "E", "over");
            await first.EndOfAsync("ended");
        }

        await using (var later = await EngineHost.StartAsync(store, Tasks, timeProvider: In(days: 31), log: log))
        {
            await Eventually.TrueAsync(() => Tells(log, "1 instances that ended"), "the purge");

            Assert.Null(await later.Client.GetInstanceAsync("ended"));
            await later.Client.RaiseEventAsync("running", "E", "still");
            Assert.Equal("still", (await later.EndOfAsync("running")).ReadOutputAs<string>());
        }

        // The running one's.
        Assert.Equal(1L, store.Query("SELECT count(DISTINCT execution) FROM history"));
        store.AssertIntact();
    }

    [Fact]
    public async Task Instances_are_kept_for_ever_when_asked_to_and_events_for_nobody_are_not()
    {
        using var store = new TemporaryStore();
        using var log = new LogSink();
        await using (var first = await EngineHost.StartAsync(store, Tasks))
        {
            await StartAsync(first, "ended");
            await first.Client.RaiseEventAsync("ended", "E", "over");
            await first.EndOfAsync("ended");
            await first.Client.RaiseEventAsync("nobody", "E", "lost");
            await first.Client.ScheduleNewOrchestrationInstanceAsync(
                "Listens", new StartOrchestrationOptions("later", DateTimeOffset.UtcNow.AddYears(20)));
            await first.Client.RaiseEventAsync("later", "E", "kept");
        }

        await using var second = await EngineHost.StartAsync(
            store, Tasks, historyRetention: Timeout.InfiniteTimeSpan, timeProvider: In(days: 3650), log: log);
        await Eventually.TrueAsync(() => Tells(log, "1 events have been removed"), "the event's removal");

        Assert.NotNull(await second.Client.GetInstanceAsync("ended"));
        Assert.Equal("LATER", store.Query("SELECT group_concat(key) FROM inbox"));
    }

    [Fact]
    public async Task Event_for_an_instance_to_come_is_kept_for_a_while()
    {
        using var store = new TemporaryStore();
        using var log = new LogSink();
        await using (var first = await EngineHost.StartAsync(store, Tasks))
        {
            await first.Client.RaiseEventAsync("early", "E", "early");
            await StartAsync(first, "ended");
            await first.Client.RaiseEventAsync("ended", "E", "over");
            await first.EndOfAsync("ended");
        }

        await using var second = await EngineHost.StartAsync(
            store, Tasks, historyRetention: TimeSpan.FromHours(23), timeProvider: In(days: 0.9), log: log);
        await StartAsync(second, "early");

        Assert.Equal("early", (await second.EndOfAsync("early")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Instances_are_removed_while_the_engine_runs()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, Tasks, historyRetention: TimeSpan.FromMilliseconds(1));
        await StartAsync(host, "ended");
        await host.Client.RaiseEventAsync("ended", "E", "over");

        await Eventually.TrueAsync(
            () => store.Query("SELECT count(*) FROM instances") is 0L, "the instance has ended and is removed");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Space_of_removed_instances_is_given_back(bool isOfVersionOne)
    {
        using var store = new TemporaryStore();
        using var log = new LogSink();
        if (isOfVersionOne)
        {
            VersionOneStore.Create(store);
        }

        await using (var filled = EventStore.Open(store.Path))
        {
            await EndedInstances.AddAsync(filled, 1200, DateTime.UtcNow, historyLength: 10, inputLength: 20_000);
        }

        Assert.True(store.Length() > 20_000_000);
        await using (await EngineHost.StartAsync(store, Tasks, timeProvider: In(days: 31), log: log))
        {
            await Eventually.TrueAsync(() => store.Length() < 2_000_000, "the file shrinks");
            Assert.True(Tells(log, "1200 instances that ended"));
        }

        store.AssertIntact();
    }

    [Fact]
    public void Ages_are_looked_at_ten_times_in_a_retention()
    {
        Assert.Equal(TimeSpan.FromHours(1), StoreUpkeep.IntervalFor(TimeSpan.FromDays(30)));
        Assert.Equal(TimeSpan.FromHours(1), StoreUpkeep.IntervalFor(Timeout.InfiniteTimeSpan));
        Assert.Equal(TimeSpan.FromMinutes(1), StoreUpkeep.IntervalFor(TimeSpan.FromMinutes(10)));
        Assert.Equal(TimeSpan.FromSeconds(1), StoreUpkeep.IntervalFor(TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void Event_for_nobody_stays_a_day_at_most()
    {
        Assert.Equal(TimeSpan.FromDays(1), StoreUpkeep.AgeOfEvents(TimeSpan.FromDays(30)));
        Assert.Equal(TimeSpan.FromDays(1), StoreUpkeep.AgeOfEvents(Timeout.InfiniteTimeSpan));
        Assert.Equal(TimeSpan.FromHours(2), StoreUpkeep.AgeOfEvents(TimeSpan.FromHours(2)));
    }

    private static FakeTimeProvider In(double days) => new(DateTimeOffset.UtcNow.AddDays(days));

    private static bool Tells(LogSink log, string start)
        => log.Entries.Any(entry => entry.Message.StartsWith(start, StringComparison.Ordinal));

    private static async Task StartAsync(EngineHost host, string id)
    {
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Listens", new StartOrchestrationOptions(id));
        await host.Client.WaitForInstanceStartAsync(id);
    }

    private static void Tasks(DurableTaskRegistry tasks)
        => tasks.AddOrchestratorFunc("Listens", context => context.WaitForExternalEvent<string>("E"));
}
