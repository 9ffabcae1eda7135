using LocalFunctions.Engine.Diagnostics;
using LocalFunctions.Engine.Store;
using LocalFunctions.Tests.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Engine.Diagnostics;

public sealed class TrapLogTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly LogSink _log = new();

    public void Dispose()
    {
        _log.Dispose();
        _store.Dispose();
    }

    [Theory]
    [Trait("Row", "P1, P2, P3, P4")]
    [InlineData("delay")]
    [InlineData("run")]
    [InlineData("configure")]
    [InlineData("continue")]
    [InlineData("beside")]
    public async Task Wait_that_is_not_durable_is_named_once(string kind)
    {
        await using var host = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Main", context => WaitAsync(context, kind))
            .AddActivityFunc<string, string>("Echo", (TaskActivityContext _, string text) => text));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("p1"));
        await SeenAsync("waits for something that is not durable");

        // Each event makes another turn, with the same code.
        await host.Client.RaiseEventAsync("p1", "E");
        await host.Client.RaiseEventAsync("p1", "E");
        await host.Client.TerminateInstanceAsync("p1");
        await host.EndOfAsync("p1");

        AssertOnce("Orchestration Main p1 waits for something that is not durable", "Task.Delay, Task.Run");
    }

    [Theory]
    [Trait("Row", "E2, E10, F6, P9")]
    [InlineData("timers", 2)]
    [InlineData("activity", 1)]
    [InlineData("continue", 1)]
    public async Task Task_that_nobody_awaited_is_named_once(string kind, int count)
    {
        await using var host = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, string>("Main", async (context, generation) =>
            {
                await context.CallActivityAsync("Echo", "x");
                if (generation > 0)
                {
                    return "done";
                }

                _ = kind == "activity"
                    ? context.CallActivityAsync("Echo", "y")
                    : context.CreateTimer(TimeSpan.FromMilliseconds(200), CancellationToken.None);
                if (kind == "timers")
                {
                    // Its own turn, in which the other one is still open.
                    _ = context.CreateTimer(TimeSpan.FromMilliseconds(50), CancellationToken.None);
                }

                if (kind == "continue")
                {
                    context.ContinueAsNew(1);
                }

                return "early";
            })
            .AddActivityFunc<string, string>("Echo", (TaskActivityContext _, string text) => text));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", 0, new StartOrchestrationOptions("p9"));

        await host.EndOfAsync("p9");

        AssertOnce($"Orchestration Main p9 has returned, but {count} of its activities, timers or sub-orchestrations", "Await them");
    }

    [Fact]
    public void Memory_of_what_was_said_is_bounded()
    {
        var traps = new TrapLog(_log.CreateLogger("x"));
        for (var i = 0; i < 25_000; i++)
        {
            traps.NonDurableWait(new InstanceRow { InstanceId = $"{i}", Name = "Main" });
        }

        Assert.InRange(traps.Remembered, 1, 10_000);
    }

    [Fact]
    public async Task Purged_instance_is_forgotten()
    {
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async _ =>
        {
            await Task.Delay(Timeout.Infinite);
            return 0;
        }));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("p1"));
        await SeenAsync("waits for something that is not durable");
        await host.Client.WaitForInstanceStartAsync("p1");
        Assert.Equal(1, host.Runtime.Diagnostics.Traps.Remembered);

        await host.Client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Running]));

        Assert.Equal(0, host.Runtime.Diagnostics.Traps.Remembered);
    }

    [Fact]
    [Trait("Row", "L12")]
    public async Task Blank_id_is_named()
    {
        await using var host = await StartAsync(Waits);

        await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions(" "));

        AssertOnce("Orchestration Waits was started with the blank id ' '", "Give it an id");
    }

    [Fact]
    [Trait("Row", "N5")]
    public async Task Purge_without_statuses_that_took_running_instances_is_named()
    {
        await using var host = await StartAsync(Waits);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("n5"));
        await host.Client.WaitForInstanceStartAsync("n5");

        await host.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter());

        AssertOnce("A purge has removed 1 instances that had not ended, n5 among them", "Name the ended ones");
    }

    [Fact]
    public async Task Purge_that_names_the_status_is_silent()
    {
        await using var host = await StartAsync(Waits);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("n5"));
        await host.Client.WaitForInstanceStartAsync("n5");

        await host.Client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Running]));

        Assert.DoesNotContain(_log.Entries, entry => entry.Level >= LogLevel.Warning);
    }

    [Fact]
    [Trait("Row", "L2")]
    public async Task Start_that_replaces_a_running_instance_is_named()
    {
        await using var host = await StartAsync(Waits);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("l2"));
        await host.Client.WaitForInstanceStartAsync("l2");

        await host.Client.ScheduleNewOrchestrationInstanceAsync("Quick", new StartOrchestrationOptions("l2"));
        await host.EndOfAsync("l2");

        // An ended one is replaced in silence.
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Quick", new StartOrchestrationOptions("l2"));

        AssertOnce("Orchestration Waits l2, which was Running, was replaced by a start of Quick", "WithDedupeStatuses");
    }

    [Fact]
    [Trait("Row", "G6")]
    public async Task Child_that_replaces_a_running_instance_is_named()
    {
        await using var host = await StartAsync(tasks =>
        {
            Waits(tasks);
            tasks.AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync(
                "Quick", new SubOrchestrationOptions(instanceId: "g6")));
        });
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("g6"));
        await host.Client.WaitForInstanceStartAsync("g6");

        await host.Client.ScheduleNewOrchestrationInstanceAsync("Parent", new StartOrchestrationOptions("parent"));
        await host.EndOfAsync("parent");

        AssertOnce("Orchestration Waits g6, which was Running, was replaced by Quick, a sub-orchestration of parent", "Derive");
    }

    [Theory]
    [Trait("Row", "I1")]
    [InlineData(7000, null)]
    [InlineData(7400, "above 8192 it fails the instance")]
    [InlineData(8190, "above 8192 it fails the instance")]
    [InlineData(8191, "the instance would fail")]
    public async Task Custom_status_near_the_limit_or_over_it_is_named_once(int characters, string? text)
    {
        await using var host = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Main", async context =>
            {
                context.SetCustomStatus(new string('x', characters));
                await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
                await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
                return 0;
            }));

        await host.EndOfAsync(await host.Client.ScheduleNewOrchestrationInstanceAsync("Main"));

        if (text is null)
        {
            Assert.DoesNotContain(_log.Entries, entry => entry.Level >= LogLevel.Warning);
        }
        else
        {
            AssertOnce("The custom status of orchestration Main ", $"has {characters + 2} characters", text);
        }
    }

    [Fact]
    [Trait("Row", "D21, D23")]
    public async Task Event_for_an_id_that_nobody_has_is_named_once()
    {
        await using var host = await StartAsync(Waits);

        await host.Client.RaiseEventAsync("nobody", "E", "x");
        await host.Client.RaiseEventAsync("nobody", "E", "x");

        AssertOnce("Event E was raised for nobody, which does not exist", "look whether the id is right");
    }

    [Fact]
    [Trait("Row", "D19")]
    public async Task Event_that_an_orchestrator_sends_to_nobody_is_named_once()
    {
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            context.SendEvent("nobody", "E", "x");
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            return 0;
        }));

        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("d19"));
        await host.EndOfAsync("d19");

        AssertOnce("Orchestration Main d19 has sent event E to nobody, which does not exist", "lost");
    }

    [Fact]
    [Trait("Row", "D10")]
    public async Task Event_that_a_cancelled_wait_has_swallowed_is_named_once()
    {
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            using var cancellation = new CancellationTokenSource();
            _ = context.WaitForExternalEvent<string>("E", cancellation.Token);
            cancellation.Cancel();
            await context.WaitForExternalEvent<string>("Go");
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            return 0;
        }));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("d10"));
        await host.Client.WaitForInstanceStartAsync("d10");

        await host.Client.RaiseEventAsync("d10", "E", "x");
        await host.Client.RaiseEventAsync("d10", "Go");
        await host.EndOfAsync("d10");

        AssertOnce("Orchestration Main d10 has lost an event E", "Task.WhenAny");
    }

    [Fact]
    public async Task Code_without_traps_is_silent()
    {
        await using var host = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Main", async context =>
            {
                context.SetCustomStatus("fine");
                using var cancellation = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromDays(1), cancellation.Token);
                await Task.WhenAny(timer, context.WaitForExternalEvent<string>("E"));
                cancellation.Cancel();
                await Task.Yield();
                return await context.CallSubOrchestratorAsync<int>("Quick");
            })
            .AddOrchestratorFunc("Quick", _ => Task.FromResult(0)));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("fine"));
        await host.Client.RaiseEventAsync("fine", "E", "x");

        await host.EndOfAsync("fine");

        Assert.DoesNotContain(_log.Entries, entry => entry.Level >= LogLevel.Warning);
    }

    private static void Waits(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc("Waits", context => context.WaitForExternalEvent<string>("Never"))
        .AddOrchestratorFunc("Quick", _ => Task.FromResult(0));

    private static async Task<int> WaitAsync(TaskOrchestrationContext context, string kind)
    {
        switch (kind)
        {
            case "delay":
                await Task.Delay(50);
                break;
            case "run":
                await Task.Run(() => context.CreateTimer(TimeSpan.Zero, CancellationToken.None));
                break;
            case "configure":
                await context.CallActivityAsync("Echo", "x").ConfigureAwait(false);
                await context.CallActivityAsync("Echo", "x");
                break;
            case "continue":
                await context.CallActivityAsync("Echo", "x").ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            default:
                // A durable wait beside it: the turn has something to wait for.
                var wait = context.WaitForExternalEvent<string>("Never");
                await Task.Delay(50);
                await wait;
                break;
        }

        return 0;
    }

    private Task<EngineHost> StartAsync(Action<DurableTaskRegistry> configure) => EngineHost.StartAsync(_store, configure, log: _log);

    private Task SeenAsync(string text) => Eventually.TrueAsync(
        () => _log.Entries.Any(entry => entry.Message.Contains(text, StringComparison.Ordinal)), text);

    private void AssertOnce(string start, params string[] parts)
    {
        var warning = Assert.Single(_log.Entries, entry => entry.Level == LogLevel.Warning);
        Assert.StartsWith(start, warning.Message, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, warning.Message, StringComparison.Ordinal));
    }
}
