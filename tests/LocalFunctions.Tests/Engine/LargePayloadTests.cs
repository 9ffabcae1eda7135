namespace LocalFunctions.Tests.Engine;

public sealed class LargePayloadTests
{
    private const int Size = 10 * 1024 * 1024;

    [Fact]
    [Trait("Row", "I7")]
    public async Task Ten_megabytes_pass_through_every_door_and_a_restart()
    {
        using var store = new TemporaryStore();
        await using (var host = await EngineHost.StartAsync(store, Tasks))
        {
            await host.Client.ScheduleNewOrchestrationInstanceAsync(
                "Main", new string('i', Size), new StartOrchestrationOptions("big"));
            await host.Client.RaiseEventAsync("big", "First", new string('e', Size));
        }

        await using var again = await EngineHost.StartAsync(store, Tasks);
        await again.Client.RaiseEventAsync("big", "Second");
        var end = await again.EndOfAsync("big");

        Assert.Equal(new string('i', Size), end.ReadInputAs<string>());
        Assert.Equal(new string('e', Size) + new string('r', Size), end.ReadOutputAs<string>());
        Assert.Equal(new string('s', Size), end.ReadCustomStatusAs<string>());
    }

    private static void Tasks(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<string, string>("Main", async (context, input) =>
        {
            var raised = await context.WaitForExternalEvent<string>("First");
            var result = await context.CallActivityAsync<string>("Large", input);
            context.SetCustomStatus(new string('s', Size));
            await context.WaitForExternalEvent<string>("Second");
            return raised + result;
        })
        .AddActivityFunc<string, string>("Large", (TaskActivityContext _, string input) => new string('r', input.Length));
}
