using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Engine;

public sealed class LoggingTests
{
    [Fact]
    public async Task Inputs_and_outputs_are_not_logged()
    {
        var lines = await RunAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Main", async (context, input) =>
            {
                context.SetCustomStatus(input);
                context.SendEvent(context.InstanceId, "E", input);
                await context.WaitForExternalEvent<string>("E");
                return await context.CallActivityAsync<string>("Echo", input);
            })
            .AddActivityFunc<string, string>("Echo", (TaskActivityContext _, string input) => input));

        Assert.Contains(lines, line => line.Contains("Activity Echo", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Row", "J5")]
    public async Task Replay_safe_logger_writes_each_line_once()
    {
        var lines = await RunAsync(tasks => tasks
            .AddOrchestratorFunc("Main", async context =>
            {
                var logger = context.CreateReplaySafeLogger("mine");
                logger.Mark("before");
                await context.CallActivityAsync("Nothing");
                context.CreateReplaySafeLogger<LoggingTests>().Mark("between");
                await context.CallActivityAsync("Nothing");
                context.ReplaySafeLoggerFactory.CreateLogger("mine").Mark("after");
                return 0;
            })
            .AddActivityFunc("Nothing", (TaskActivityContext _) => { }));

        Assert.Equal(["before", "between", "after"], lines.Where(line => line is "before" or "between" or "after"));
    }

    [Fact]
    public async Task Lines_of_activities_and_orchestrations_name_function_instance_attempt_and_time()
    {
        var calls = 0;
        var lines = await RunAsync(tasks => tasks
            .AddOrchestratorFunc("Main", async context =>
            {
                var options = new TaskOptions(new RetryPolicy(2, TimeSpan.FromMilliseconds(10)));
                await context.CallActivityAsync("Second", options);
                return 0;
            })
            .AddActivityFunc("Second", (TaskActivityContext context) =>
                ++calls == 2 ? Task.CompletedTask : Task.FromException(new InvalidOperationException("s3cret"))));

        Assert.Single(lines, line => Matches(line, "^Orchestration Main [0-9a-f]{32} has started\\.$"));
        Assert.Single(lines, line => Matches(line, @"^Activity Second \(task 0 of [0-9a-f]{32}, attempt 1\) has failed after \d+ ms"));
        Assert.Single(lines, line => Matches(line, @"^Activity Second \(task 2 of [0-9a-f]{32}, attempt 2\) is done after \d+ ms"));
        Assert.Single(lines, line => Matches(line, @"^Orchestration Main [0-9a-f]{32} has ended after \d+ ms: Completed\.$"));

        static bool Matches(string line, string pattern) => System.Text.RegularExpressions.Regex.IsMatch(line, pattern);
    }

    [Fact]
    public async Task Wait_for_something_that_is_not_durable_is_named()
    {
        var lines = await RunAsync(
            tasks => tasks.AddOrchestratorFunc("Main", async context =>
            {
                await Task.Delay(TimeSpan.FromDays(1));
                return 0;
            }),
            "never go on");

        Assert.Contains(lines, line => line.StartsWith("Orchestration Main ", StringComparison.Ordinal)
            && line.Contains("not durable", StringComparison.Ordinal));
    }

    private static async Task<List<string>> RunAsync(Action<DurableTaskRegistry> configure, string until = "has ended")
    {
        using var store = new TemporaryStore();
        var provider = new Lines(until);
        await using var host = await EngineHost.StartAsync(
            store,
            configure,
            addServices: services => services.AddLogging(
                logging => logging.AddProvider(provider).SetMinimumLevel(LogLevel.Trace)));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", "s3cret");
        await provider.Seen.WaitAsync(TimeSpan.FromSeconds(30));
        return [.. provider.All];
    }

    private sealed class Lines(string until) : ILoggerProvider, ILogger
    {
        private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<string> All { get; } = new();

        public Task Seen => _seen.Task;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = formatter(state, exception) + exception;
            All.Enqueue(line);
            if (line.Contains(until, StringComparison.Ordinal))
            {
                _seen.TrySetResult();
            }
        }

        public void Dispose()
        {
        }
    }
}
