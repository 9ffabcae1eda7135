namespace LocalFunctions.Tests.Engine;

/// <summary>Code that uses the client where it should not: what the client has stored has its consequences.</summary>
public sealed class ClientInOrchestratorTests
{
    [Fact]
    public async Task Instance_that_an_orchestrator_starts_by_the_client_runs()
    {
        using var store = new TemporaryStore();
        DurableTaskClient? client = null;
        await using var host = await EngineHost.StartAsync(store, tasks => tasks
            .AddOrchestratorFunc("Main", _ =>
            {
                Discard(client!.ScheduleNewOrchestrationInstanceAsync("Other", new StartOrchestrationOptions("other")));
                Discard(client!.RaiseEventAsync("waits", "E", "heard"));
                return Task.FromResult(0);
            })
            .AddOrchestratorFunc("Other", _ => Task.FromResult("ran"))
            .AddOrchestratorFunc("Waits", context => context.WaitForExternalEvent<string>("E")));
        client = host.Client;
        await client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("waits"));
        await client.WaitForInstanceStartAsync("waits");

        await host.EndOfAsync(await client.ScheduleNewOrchestrationInstanceAsync("Main"));

        Assert.Equal("ran", (await host.EndOfAsync("other")).ReadOutputAs<string>());
        Assert.Equal("heard", (await host.EndOfAsync("waits")).ReadOutputAs<string>());
    }

    private static void Discard(Task task) => _ = task;
}
