using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace LocalFunctions.Tests.Engine.Diagnostics;

public sealed class EngineMetricsTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly string _hub = $"Hub{Guid.NewGuid():N}";
    private readonly ConcurrentQueue<Measured> _measured = new();
    private readonly MeterListener _listener = new();

    public EngineMetricsTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "LocalFunctions")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task Orchestrations_and_activities_are_counted_by_function_and_outcome()
    {
        await using var host = await StartAsync();
        await host.EndOfAsync(await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", 0));
        await host.EndOfAsync(await host.Client.ScheduleNewOrchestrationInstanceAsync("Fails"));
        var waiting = await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits");
        await host.Client.WaitForInstanceStartAsync(waiting);
        await host.Client.TerminateInstanceAsync(waiting);
        await host.EndOfAsync(waiting);
        await Hosting.Eventually.TrueAsync(
            () => Count("localfunctions.orchestrations.ended", "Waits", "status=Terminated") == 1, "the last end is counted");

        Assert.Equal(1, Count("localfunctions.orchestrations.started", "Main"));
        Assert.Equal(1, Count("localfunctions.orchestrations.ended", "Main", "status=Completed"));
        Assert.Equal(1, Count("localfunctions.orchestration.duration", "Main", "status=Completed"));
        Assert.Equal(1, Count("localfunctions.orchestrations.ended", "Fails", "status=Failed"));

        // Two generations, of which the first calls an activity that fails once.
        Assert.Equal(1, Count("localfunctions.activity.duration", "Second", "outcome=failed"));
        Assert.Equal(1, Count("localfunctions.activity.duration", "Second", "outcome=completed"));
        Assert.True(Count("localfunctions.turn.duration", "Main") >= 4);
        Assert.All(_measured.Where(measured => measured.Hub == _hub), measured => Assert.True(measured.Value >= 0));
    }

    [Fact]
    public async Task Queues_and_timers_show_what_waits()
    {
        await using var host = await StartAsync();
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits");
        await host.Client.WaitForInstanceStartAsync(id);

        _listener.RecordObservableInstruments();

        var timers = Assert.Single(_measured, measured => measured.Is(_hub, "localfunctions.timers.waiting"));
        Assert.Equal(1, timers.Value);
        Assert.Equal(
            ["queue=activities", "queue=orchestrations"],
            _measured.Where(measured => measured.Is(_hub, "localfunctions.queue.length"))
                .Select(measured => measured.Tags.Single(tag => tag.StartsWith("queue=", StringComparison.Ordinal)))
                .Order());
    }

    [Fact]
    public async Task Activities_that_wait_for_a_worker_are_in_the_queue()
    {
        var release = new TaskCompletionSource();
        await using var host = await EngineHost.StartAsync(
            _store,
            tasks => tasks
                .AddOrchestratorFunc("Three", context => Task.WhenAll(
                    Enumerable.Range(0, 3).Select(_ => context.CallActivityAsync("Slow"))))
                .AddActivityFunc("Slow", (TaskActivityContext _) => release.Task),
            maxConcurrentActivities: 1,
            hubName: _hub);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Three");
        await host.Client.WaitForInstanceStartAsync(id);

        int Waiting()
        {
            _measured.Clear();
            _listener.RecordObservableInstruments();
            return (int)_measured.Single(measured => measured.Is(_hub, "localfunctions.queue.length")
                && measured.Tags.Contains("queue=activities")).Value;
        }

        await Hosting.Eventually.TrueAsync(() => Waiting() == 2, "two activities wait behind the first");
        release.SetResult();
        await host.EndOfAsync(id);
        await Hosting.Eventually.TrueAsync(() => Waiting() == 0, "none waits");
    }

    private Task<EngineHost> StartAsync()
    {
        var calls = 0;
        return EngineHost.StartAsync(
            _store,
            tasks => tasks
                .AddOrchestratorFunc<int, int>("Main", async (context, generation) =>
                {
                    if (generation == 0)
                    {
                        await context.CallActivityAsync(
                            "Second", new TaskOptions(new RetryPolicy(2, TimeSpan.FromMilliseconds(10))));
                        context.ContinueAsNew(1);
                    }

                    return generation;
                })
                .AddOrchestratorFunc("Fails", (Func<TaskOrchestrationContext, Task<int>>)(_ => throw new InvalidOperationException()))
                .AddOrchestratorFunc("Waits", async context =>
                {
                    await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
                    return 0;
                })
                .AddActivityFunc("Second", (TaskActivityContext _) =>
                    ++calls == 2 ? Task.CompletedTask : Task.FromException(new InvalidOperationException())),
            hubName: _hub);
    }

    private int Count(string instrument, string function, string? tag = null)
        => _measured.Count(measured => measured.Is(_hub, instrument)
            && measured.Tags.Contains($"function={function}")
            && (tag is null || measured.Tags.Contains(tag)));

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        => _measured.Enqueue(new Measured(
            instrument.Name, value, [.. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")]));

    private sealed record Measured(string Instrument, double Value, IReadOnlyList<string> Tags)
    {
        public string? Hub => Tags.FirstOrDefault(tag => tag.StartsWith("hub=", StringComparison.Ordinal))?[4..];

        public bool Is(string hub, string instrument) => Hub == hub && Instrument == instrument;
    }
}
