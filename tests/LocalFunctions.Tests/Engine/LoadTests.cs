namespace LocalFunctions.Tests.Engine;

public sealed class LoadTests
{
    [Fact]
    public async Task Two_hundred_instances_at_once_complete()
    {
        using var store = new TemporaryStore();
        await using (var host = await EngineHost.StartAsync(store, Tasks))
        {
            var ids = await Task.WhenAll(Enumerable.Range(0, 200).Select(
                number => host.Client.ScheduleNewOrchestrationInstanceAsync("Sum", number)));
            var ends = await Task.WhenAll(ids.Select(host.EndOfAsync));

            Assert.Equal(
                Enumerable.Range(0, 200).Select(number => (number * 6) + 4), ends.Select(end => end.ReadOutputAs<int>()));
        }

        store.AssertIntact();
        Assert.Equal(0L, store.Query("SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM activities) + (SELECT count(*) FROM timers)"));
    }

    [Fact]
    [Trait("Row", "Q1")]
    public async Task A_thousand_activities_at_once_come_back_in_order()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, Tasks);

        var end = await host.EndOfAsync(await host.Client.ScheduleNewOrchestrationInstanceAsync("FanOut", 1000));

        Assert.Equal(Enumerable.Range(0, 1000).Select(number => number + 1), end.ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task Starts_of_one_id_at_once_give_one_instance_and_refusals()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, Tasks);
        var options = new StartOrchestrationOptions("only-one")
            .WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);

        var starts = Enumerable.Range(0, 20)
            .Select(number => host.Client.ScheduleNewOrchestrationInstanceAsync("Sum", number, options))
            .ToList();
        await Task.WhenAll(starts.Select(start => ((Task)start).ContinueWith(_ => { }, TaskScheduler.Default)));

        Assert.Equal(1, starts.Count(start => start.IsCompletedSuccessfully));
        Assert.Equal(
            19, starts.Count(start => start.Exception?.InnerException is OrchestrationAlreadyExistsException));
    }

    private static void Tasks(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc<int, int>("Next", (TaskActivityContext _, int number) => number + 1);
        tasks.AddOrchestratorFunc<int, int>("Sum", async (context, number) =>
        {
            var first = await context.CallActivityAsync<int>("Next", number);
            var two = await Task.WhenAll(
                context.CallActivityAsync<int>("Next", number), context.CallActivityAsync<int>("Next", number));
            await context.CreateTimer(TimeSpan.FromMilliseconds(10), CancellationToken.None);
            return first + two.Sum() + await context.CallSubOrchestratorAsync<int>("Triple", number);
        });
        tasks.AddOrchestratorFunc<int, int>(
            "Triple", async (context, number) => await context.CallActivityAsync<int>("Next", number * 3));
        tasks.AddOrchestratorFunc<int, int[]>("FanOut", (context, count) => Task.WhenAll(
            Enumerable.Range(0, count).Select(number => context.CallActivityAsync<int>("Next", number))));
    }
}
