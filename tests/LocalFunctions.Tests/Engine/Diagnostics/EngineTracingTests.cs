using System.Collections.Concurrent;
using System.Diagnostics;
using LocalFunctions.Tests.Hosting;
using LocalFunctions.Tests.Hosting.Samples;

namespace LocalFunctions.Tests.Engine.Diagnostics;

public sealed class EngineTracingTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly string _trace = ActivityTraceId.CreateRandom().ToHexString();
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;

    public EngineTracingTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "LocalFunctions",
            Sample = (ref ActivityCreationOptions<System.Diagnostics.ActivityContext> _) =>
                ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId.ToHexString() == _trace)
                {
                    _spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task Orchestration_is_below_its_starter_and_its_tasks_below_it()
    {
        await using var host = await EngineHost.StartAsync(_store, Tasks);

        var (id, starter) = await ScheduleAsync(host, "Main");
        await host.EndOfAsync(id);
        await SeenAsync("orchestration:Main");

        // Seven turns, with a replay in each: no span is there twice.
        Assert.Equal(
            ["activity:Fails", "activity:Fails", "activity:Note", "orchestration:Child", "orchestration:Main", "timer", "timer", "timer"],
            _spans.Select(span => span.DisplayName).Order(StringComparer.Ordinal));
        var main = Span("orchestration:Main");
        var child = Span("orchestration:Child");
        Assert.Equal(starter, main.ParentId);
        Assert.Equal(main.Id, child.ParentId);
        Assert.Equal(child.Id, Span("activity:Note").ParentId);
        Assert.All(_spans.Where(span => span.DisplayName is "activity:Fails" or "timer"), span => Assert.Equal(main.Id, span.ParentId));
        Assert.Equal(("Completed", id), (main.GetTagItem("durabletask.task.status"), main.GetTagItem("durabletask.task.instance_id")));
        Assert.True(main.Duration >= child.Duration);
        Assert.Contains(_spans, span => span.DisplayName == "timer" && span.Duration >= TimeSpan.FromMilliseconds(190));
    }

    [Fact]
    public async Task Failed_activity_shows_its_attempt_and_no_message()
    {
        await using var host = await EngineHost.StartAsync(_store, Tasks);

        var (id, _) = await ScheduleAsync(host, "Main");
        await host.EndOfAsync(id);
        await SeenAsync("orchestration:Main");

        var attempts = _spans.Where(span => span.DisplayName == "activity:Fails").OrderBy(span => span.StartTimeUtc).ToList();
        Assert.Equal([1, 2], attempts.Select(span => span.GetTagItem("localfunctions.attempt")));
        Assert.Equal(
            [ActivityStatusCode.Error, ActivityStatusCode.Unset], attempts.Select(span => span.Status));
        Assert.Equal("System.InvalidOperationException", attempts[0].GetTagItem("error.type"));
        Assert.DoesNotContain(
            _spans.SelectMany(span => span.TagObjects.Select(tag => $"{tag.Value}").Append(span.StatusDescription ?? "")),
            text => text.Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Span_that_a_restart_cuts_goes_on_below_itself()
    {
        string id;
        await using (var host = await EngineHost.StartAsync(_store, Tasks))
        {
            (id, _) = await ScheduleAsync(host, "Waits");
            await host.Client.WaitForInstanceStartAsync(id);
        }

        var first = Span("orchestration:Waits");
        await using var again = await EngineHost.StartAsync(_store, Tasks);
        await again.Client.RaiseEventAsync(id, "E", "x");
        await again.EndOfAsync(id);
        await Eventually.TrueAsync(
            () => _spans.Count(span => span.DisplayName == "orchestration:Waits") == 2, "the second span is closed");

        var second = _spans.Single(span => span != first && span.DisplayName == "orchestration:Waits");
        Assert.Equal(first.Id, second.ParentId);
        Assert.Equal(first.Id, Span("activity:Note").ParentId);
        Assert.Equal(("Running", "Completed"), (first.GetTagItem("durabletask.task.status"), second.GetTagItem("durabletask.task.status")));
    }

    [Fact]
    public async Task Activity_functions_code_runs_inside_its_span()
    {
        string? current = null;
        await using var host = await EngineHost.StartAsync(_store, tasks => tasks
            .AddOrchestratorFunc("Main", context => context.CallActivityAsync("Looks"))
            .AddActivityFunc("Looks", (TaskActivityContext _) => current = Activity.Current?.DisplayName));

        var (id, _) = await ScheduleAsync(host, "Main");
        await host.EndOfAsync(id);

        Assert.Equal("activity:Looks", current);
    }

    [Fact]
    public async Task Orchestration_started_over_HTTP_is_in_the_requests_trace()
    {
        await using var app = await TestApp.StartAsync([typeof(DurableFunctions)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/greet/Ada", UriKind.Relative));
        request.Headers.Add("traceparent", $"00-{_trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01");

        using var response = await app.Http.SendAsync(request);
        await SeenAsync("orchestration:Greet");

        Assert.Equal(2, _spans.Count(span => span.DisplayName == "activity:SayHello"));
        Assert.All(
            _spans.Where(span => span.DisplayName == "activity:SayHello"),
            span => Assert.Equal(Span("orchestration:Greet").Id, span.ParentId));
    }

    private static void Tasks(DurableTaskRegistry tasks)
    {
        var calls = 0;
        tasks
            .AddOrchestratorFunc("Main", async context =>
            {
                await context.CreateTimer(TimeSpan.FromMilliseconds(200), CancellationToken.None);
                await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
                await context.CallActivityAsync(
                    "Fails", "s3cret", new TaskOptions(new RetryPolicy(2, TimeSpan.FromMilliseconds(10))));
                return await context.CallSubOrchestratorAsync<string>("Child", "s3cret");
            })
            .AddOrchestratorFunc("Child", context => context.CallActivityAsync<string>("Note", "s3cret"))
            .AddOrchestratorFunc("Waits", async context =>
            {
                await context.WaitForExternalEvent<string>("E");
                return await context.CallActivityAsync<string>("Note", "s3cret");
            })
            .AddActivityFunc<string, string>("Note", (TaskActivityContext _, string text) => text)
            .AddActivityFunc<string, string>("Fails", (TaskActivityContext _, string text) =>
                ++calls == 2 ? text : throw new InvalidOperationException(text));
    }

    /// <summary>Starts an orchestration below a span of its own, as an HTTP function does.</summary>
    private async Task<(string InstanceId, string SpanId)> ScheduleAsync(EngineHost host, string name)
    {
        using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C);
        request.SetParentId(
            ActivityTraceId.CreateFromString(_trace), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        request.Start();
        return (await host.Client.ScheduleNewOrchestrationInstanceAsync(name), request.Id!);
    }

    private Activity Span(string name) => Assert.Single(_spans, span => span.DisplayName == name);

    private Task SeenAsync(string name)
        => Eventually.TrueAsync(() => _spans.Any(span => span.DisplayName == name), $"the span {name} is closed");
}
