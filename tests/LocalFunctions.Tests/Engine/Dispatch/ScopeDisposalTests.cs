using LocalFunctions.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Tests.Engine.Dispatch;

public sealed class ScopeDisposalTests
{
    [Fact]
    public async Task Service_that_throws_in_the_end_spoils_neither_activity_nor_turn()
    {
        using var store = new TemporaryStore();
        using var log = new LogSink();
        var executions = 0;
        await using var host = await EngineHost.StartAsync(
            store,
            tasks =>
            {
                tasks.AddActivity<Activity>();
                tasks.AddOrchestratorFactory(
                    nameof(Orchestrator), default, services => ActivatorUtilities.CreateInstance<Orchestrator>(services));
            },
            addServices: services => services
                .AddScoped<Faulty>()
                .AddSingleton<Action>(() => Interlocked.Increment(ref executions)),
            log: log);

        var end = await host.EndOfAsync(await host.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Orchestrator)));

        Assert.Equal("done", end.ReadOutputAs<string>());
        Assert.Equal(1, executions);
        var told = log.Entries.Where(entry => entry.Exception is InvalidDataException).Select(entry => entry.Message).ToList();
        Assert.Contains(told, line => line.Contains($"{nameof(Activity)} ({end.InstanceId})", StringComparison.Ordinal));
        Assert.Equal(2, told.Count(line => line.Contains(nameof(Orchestrator), StringComparison.Ordinal)));
    }

    private sealed class Faulty : IDisposable
    {
        public void Dispose() => throw new InvalidDataException("boom");
    }

    private sealed class Orchestrator(Faulty faulty) : TaskOrchestrator<object?, string>
    {
        public override Task<string> RunAsync(TaskOrchestrationContext context, object? input)
            => faulty is null ? throw new ArgumentNullException(nameof(context)) : context.CallActivityAsync<string>(nameof(Activity));
    }

    private sealed class Activity(Faulty faulty, Action executed) : TaskActivity<object?, string>
    {
        public override Task<string> RunAsync(TaskActivityContext context, object? input)
        {
            executed();
            return Task.FromResult(faulty is null ? "none" : "done");
        }
    }
}
