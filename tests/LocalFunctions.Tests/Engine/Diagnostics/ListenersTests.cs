using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LocalFunctions.Tests.Engine.Diagnostics;

public sealed class ListenersTests
{
    [Fact]
    public async Task Listener_that_throws_holds_nothing_up()
    {
        var hub = $"Hub{Guid.NewGuid():N}";
        using var metrics = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "LocalFunctions" && !instrument.IsObservable)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        metrics.SetMeasurementEventCallback<long>((_, _, tags, _) => ThrowFor(tags, hub));
        metrics.SetMeasurementEventCallback<double>((_, _, tags, _) => ThrowFor(tags, hub));
        metrics.Start();
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "LocalFunctions",
            Sample = (ref ActivityCreationOptions<System.Diagnostics.ActivityContext> _) =>
                ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = span => ThrowFor(span, hub),
            ActivityStopped = span => ThrowFor(span, hub),
        };
        ActivitySource.AddActivityListener(spans);
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(
            store,
            tasks => tasks
                .AddOrchestratorFunc(hub, async context =>
                {
                    await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
                    return await context.CallActivityAsync<string>($"{hub}Activity");
                })
                .AddActivityFunc<string>($"{hub}Activity", (TaskActivityContext _) => "done"),
            hubName: hub);

        var end = await host.EndOfAsync(await host.Client.ScheduleNewOrchestrationInstanceAsync(hub));

        Assert.Equal("done", end.ReadOutputAs<string>());
    }

    private static void ThrowFor(ReadOnlySpan<KeyValuePair<string, object?>> tags, string hub)
    {
        if (tags.ToArray().Any(tag => tag.Value as string == hub))
        {
            throw new InvalidOperationException();
        }
    }

    private static void ThrowFor(Activity span, string hub)
    {
        if (span.DisplayName.Contains(hub, StringComparison.Ordinal))
        {
            throw new InvalidOperationException();
        }
    }
}
