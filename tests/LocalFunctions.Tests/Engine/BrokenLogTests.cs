namespace LocalFunctions.Tests.Engine;

/// <summary>What is on disk has its consequences, whether or not it can be logged.</summary>
public sealed class BrokenLogTests
{
    [Fact]
    public async Task Log_that_cannot_be_written_holds_nothing_up()
    {
        using var store = new TemporaryStore();
        using var log = new ThrowingLog();
        var attempts = 0;
        await using var host = await EngineHost.StartAsync(
            store,
            tasks => tasks
                .AddOrchestratorFunc<string>("Main", async context =>
                {
                    await context.CreateTimer(TimeSpan.FromMilliseconds(10), CancellationToken.None);
                    await context.CallActivityAsync("Second", new TaskOptions(new RetryPolicy(2, TimeSpan.FromMilliseconds(10))));
                    try
                    {
                        return await context.CallSubOrchestratorAsync<string>("Child");
                    }
                    catch (TaskFailedException e)
                    {
                        return e.FailureDetails.ErrorMessage;
                    }
                })
                .AddOrchestratorFunc("Child", _ => throw new InvalidOperationException("told"))
                .AddActivityFunc("Second", (TaskActivityContext _) =>
                    Interlocked.Increment(ref attempts) == 2
                        ? Task.CompletedTask
                        : Task.FromException(new InvalidOperationException())),
            log: log);

        // Each of these has something to say, too.
        await host.Client.RaiseEventAsync("nobody", "E");
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions(" "));

        Assert.Equal("told", (await host.EndOfAsync(" ")).ReadOutputAs<string>());
        Assert.Equal(2, attempts);
        Assert.NotEqual(0, log.Calls);
    }
}
