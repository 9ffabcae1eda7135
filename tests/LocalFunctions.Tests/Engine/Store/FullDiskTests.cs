using LocalFunctions.Engine.Store;
using LocalFunctions.Hosting;
using LocalFunctions.Tests.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Engine.Store;

/// <summary>SQLite's own bound of a file's pages stands for the disk's: beyond it, SQLite says that the disk is full.</summary>
public sealed class FullDiskTests
{
    private const int Large = 300_000;

    [Fact]
    public async Task Requests_fail_and_what_runs_waits_for_room()
    {
        using var store = new TemporaryStore();
        using var log = new LogSink();
        var executions = 0;
        var running = new SemaphoreSlim(0);
        var finish = new TaskCompletionSource();
        await using (var host = await EngineHost.StartAsync(store, Tasks, log: log))
        {
            var ids = await Task.WhenAll(Enumerable.Range(0, 5).Select(
                _ => host.Client.ScheduleNewOrchestrationInstanceAsync("Main")));
            for (var i = 0; i < ids.Length; i++)
            {
                await running.WaitAsync();
            }

            await SetLargestSizeAsync(host.Runtime.Store, pages: 1);
            finish.SetResult();
            await Eventually.TrueAsync(() => Faults(log).Count > 0, "the full disk is noticed");
            var e = await Assert.ThrowsAsync<StoreUnavailableException>(
                () => host.Client.ScheduleNewOrchestrationInstanceAsync("Main", new string('x', Large)));
            Assert.Contains("the disk is full", e.Message, StringComparison.Ordinal);
            Assert.Contains(store.Path, e.Message, StringComparison.Ordinal);

            // Meanwhile each result has been tried again.
            await Task.Delay(TimeSpan.FromSeconds(2.5));
            Assert.All(ids, id => Assert.Equal(
                OrchestrationRuntimeStatus.Running, host.Client.GetInstanceAsync(id).Result!.RuntimeStatus));
            Assert.Single(Faults(log));

            await SetLargestSizeAsync(host.Runtime.Store, pages: 1_000_000);
            foreach (var id in ids)
            {
                Assert.Equal(Large, (await host.EndOfAsync(id)).ReadOutputAs<int>());
            }

            await Eventually.TrueAsync(
                () => log.Entries.Any(entry => entry.Message.StartsWith("The store can be used", StringComparison.Ordinal)),
                "the end is told");
            Assert.Single(Faults(log));
        }

        Assert.Equal(5, executions);
        Assert.Equal(5L, store.Query("SELECT count(*) FROM instances"));
        store.AssertIntact();

        void Tasks(DurableTaskRegistry tasks) => tasks
            .AddOrchestratorFunc("Main", async context => (await context.CallActivityAsync<string>("Large")).Length)
            .AddActivityFunc<string>("Large", async (TaskActivityContext _) =>
            {
                Interlocked.Increment(ref executions);
                running.Release();
                await finish.Task;
                return new string('x', Large);
            });
    }

    [Fact]
    public async Task Write_that_there_is_no_room_for_does_not_keep_out_the_others_of_its_batch()
    {
        using var folder = new TemporaryStore();
        await using var store = EventStore.Open(folder.Path);
        await store.WriteAsync(connection => Insert(connection, "filler", new string('x', 20_000)));
        await store.WriteAsync(connection => connection.Execute("DELETE FROM inbox"));
        await SetLargestSizeAsync(store, pages: 1);
        using var hold = new ManualResetEventSlim();
        var first = store.WriteAsync(_ =>
        {
            hold.Wait();
            return 0;
        });

        var before = store.WriteAsync(connection => Insert(connection, "before", "small"));
        var large = store.WriteAsync(connection => Insert(connection, "large", new string('x', Large)));
        var after = store.WriteAsync(connection => Insert(connection, "after", "small"));
        hold.Set();

        await Task.WhenAll(first, before, after);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => large);
        Assert.Equal(
            "before,after", folder.Query("SELECT group_concat(key) FROM (SELECT key FROM inbox ORDER BY sequence)"));
        folder.AssertIntact();
    }

    [Fact]
    public async Task Store_on_a_full_disk_stops_and_starts_again()
    {
        using var store = new TemporaryStore();
        var running = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        string id;
        await using (var first = await EngineHost.StartAsync(store, Tasks))
        {
            id = await first.Client.ScheduleNewOrchestrationInstanceAsync("Main");
            await running.Task;
            await SetLargestSizeAsync(first.Runtime.Store, pages: 1);
            finish.SetResult();
        }

        await using var second = await EngineHost.StartAsync(store, Tasks);

        Assert.Equal(Large, (await second.EndOfAsync(id)).ReadOutputAs<int>());

        void Tasks(DurableTaskRegistry tasks) => tasks
            .AddOrchestratorFunc("Main", async context => (await context.CallActivityAsync<string>("Large")).Length)
            .AddActivityFunc<string>("Large", async (TaskActivityContext _) =>
            {
                running.TrySetResult();
                await finish.Task;
                return new string('x', Large);
            });
    }

    // SQLite takes the present size for a smaller number.
    private static Task SetLargestSizeAsync(EventStore store, int pages)
        => store.WriteAsync(connection => connection.Scalar($"PRAGMA max_page_count = {pages}"));

    private static List<LogEntry> Faults(LogSink log)
        => [.. log.Entries.Where(entry => entry.Level >= LogLevel.Warning)];

    private static int Insert(StoreConnection connection, string key, string data)
    {
        InboxTable.Add(
            connection, key, new HistoryEvent(HistoryEventKind.EventRaised, DateTime.UnixEpoch) { Name = "E", Data = data });
        return 0;
    }
}
