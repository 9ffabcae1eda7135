using LocalFunctions.Hosting;

namespace LocalFunctions.Tests.Engine;

/// <summary>Functions that do what nobody expects of them must not hold up the engine.</summary>
public sealed class HostileCodeTests
{
    [Fact]
    public async Task Failure_of_a_hundred_nested_exceptions_is_a_failure_like_others()
    {
        var end = await FailAsync(() =>
        {
            var exception = new InvalidOperationException("0");
            for (var i = 1; i < 100; i++)
            {
                exception = new InvalidOperationException($"{i}", exception);
            }

            return exception;
        });

        Assert.Equal("99", end);
    }

    [Fact]
    public async Task Failure_whose_message_throws_is_a_failure_like_others() =>
        Assert.Contains(nameof(NotSupportedException), await FailAsync(() => new UnspeakableException()), StringComparison.Ordinal);

    [Fact]
    public async Task Failure_whose_stack_trace_throws_is_a_failure_like_others() =>
        Assert.Equal("untraced", await FailAsync(() => new TracelessException()));

    [Fact]
    public async Task Failure_whose_message_is_null_is_a_failure_like_others() =>
        Assert.Equal("", await FailAsync(() => new SilentException()));

    [Fact]
    public async Task Failure_that_comes_up_through_a_hundred_callers_is_a_failure_like_others()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, tasks => tasks
            .AddOrchestratorFunc<int, int>("Deeper", (context, depth) => depth < 100
                ? context.CallSubOrchestratorAsync<int>("Deeper", depth + 1)
                : throw new InvalidOperationException("bottom")));

        var end = await host.EndOfAsync(await host.Client.ScheduleNewOrchestrationInstanceAsync("Deeper", 1));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.NotNull(end.FailureDetails!.InnerFailure);
    }

    [Fact]
    public async Task Failure_without_details_that_nobody_catches_ends_the_caller()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, tasks => tasks
            .AddOrchestratorFunc("Main", context => context.CallSubOrchestratorAsync("Waits", new TaskOptions().WithInstanceId("child")))
            .AddOrchestratorFunc("Waits", context => context.WaitForExternalEvent<string>("Never")));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("main"));
        await host.Client.WaitForInstanceStartAsync("child");
        await host.Client.TerminateInstanceAsync("child");

        var end = await host.EndOfAsync("main");

        Assert.Equal(typeof(TaskFailedException).FullName, end.FailureDetails!.ErrorType);
        Assert.Null(end.FailureDetails.InnerFailure);
    }

    [Fact]
    public async Task Child_with_its_callers_id_is_refused_and_the_caller_goes_on()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, tasks => tasks
            .AddOrchestratorFunc("Main", async context =>
            {
                try
                {
                    return await context.CallSubOrchestratorAsync<string>("Main", new TaskOptions().WithInstanceId("JOB-1"));
                }
                catch (ArgumentException e)
                {
                    return e.Message;
                }
            }));

        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("job-1"));

        Assert.Contains("JOB-1", (await host.EndOfAsync("job-1")).ReadOutputAs<string>(), StringComparison.Ordinal);
        store.AssertIntact();
    }

    [Fact]
    public async Task Stop_does_not_wait_for_what_an_activity_has_registered_on_its_token()
    {
        using var store = new TemporaryStore();
        using var release = new ManualResetEventSlim();
        var started = new TaskCompletionSource();
        await using (var host = await EngineHost.StartAsync(store, tasks => tasks
            .AddOrchestratorFunc("Main", context => context.CallActivityAsync("Stubborn"))
            .AddActivityFunc("Stubborn", async (TaskActivityContext context) =>
            {
                var token = ((LocalFunctions.Engine.ActivityContext)context).CancellationToken;
                token.Register(release.Wait);
                token.Register(() => throw new NotSupportedException());
                started.SetResult();
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
            })))
        {
            await host.Client.ScheduleNewOrchestrationInstanceAsync("Main");
            await started.Task;
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

            await host.StopAsync(soon.Token);

            // The store is closed although the activity still hangs: another engine may have it.
            await using var second = await EngineHost.StartAsync(store, _ => { });
            release.Set();
        }
    }

    [Fact]
    public async Task Two_names_of_one_store_are_one_store()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, _ => { });
        var link = store.Path + ".link";
        File.CreateSymbolicLink(link, store.Path);

        var second = new DurableEngine(
            new DurableEngineOptions { StorePath = link },
            new DurableTaskRegistry(),
            Microsoft.Extensions.DependencyInjection.ServiceCollectionContainerBuilderExtensions.BuildServiceProvider(
                new Microsoft.Extensions.DependencyInjection.ServiceCollection()),
            Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance,
            TimeProvider.System);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => second.StartAsync(CancellationToken.None));
        Assert.Contains("in use", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<string> FailAsync(Func<Exception> failure)
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, tasks => tasks
            .AddOrchestratorFunc("Main", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Fails");
                    return "";
                }
                catch (TaskFailedException e)
                {
                    return e.FailureDetails.ErrorMessage;
                }
            })
            .AddActivityFunc("Fails", (TaskActivityContext _) => throw failure()));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        return (await host.EndOfAsync(id)).ReadOutputAs<string>()!;
    }

    private sealed class UnspeakableException : Exception
    {
        public override string Message => throw new NotSupportedException();
    }

    private sealed class TracelessException() : Exception("untraced")
    {
        public override string? StackTrace => throw new NotSupportedException();
    }

    private sealed class SilentException : Exception
    {
        public override string Message => null!;
    }
}
