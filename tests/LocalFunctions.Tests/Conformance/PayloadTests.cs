namespace Conformance;

public sealed class PayloadTests
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    [Trait("Row", "I6, D26")]
    public async Task Megabytes_pass_through_every_door()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>(
            "Main",
            async (context, input) =>
            {
                context.SetCustomStatus("waits");
                var raised = await context.WaitForExternalEvent<string>("E");
                var echoed = await context.CallActivityAsync<string>("Echo", input);
                return raised + echoed;
            }));
        var id = await scenario.ScheduleUntilAsync("waits", "Main", new string('i', Megabyte));
        await scenario.Client.RaiseEventAsync(id, "E", new string('e', Megabyte));

        var end = await scenario.EndOfAsync(id);

        Assert.Equal(new string('e', Megabyte) + new string('i', Megabyte), end.ReadOutputAs<string>());
    }
}
