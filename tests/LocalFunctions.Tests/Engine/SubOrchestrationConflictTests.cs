namespace LocalFunctions.Tests.Engine;

public sealed class SubOrchestrationConflictTests
{
    [Fact]
    [Trait("Row", "G5")]
    public async Task Parent_of_a_replaced_child_learns_of_it()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, tasks => tasks
            .AddOrchestratorFunc("Parent", async context =>
            {
                var options = new SubOrchestrationOptions(instanceId: "same");
                var first = context.CallSubOrchestratorAsync<string>("Child", "first", options);
                var second = context.CallSubOrchestratorAsync<string>("Child", "second", options);
                try
                {
                    await first;
                    return "";
                }
                catch (TaskFailedException e)
                {
                    return $"{e.FailureDetails.ErrorType} {await second}";
                }
            })
            .AddOrchestratorFunc<string, string>("Child", async (context, input) =>
            {
                await context.CreateTimer(TimeSpan.FromMilliseconds(50), CancellationToken.None);
                return input;
            }));

        var end = await host.EndOfAsync(await host.Client.ScheduleNewOrchestrationInstanceAsync("Parent"));

        Assert.Equal("SubOrchestrationReplaced second", end.ReadOutputAs<string>());
    }
}
