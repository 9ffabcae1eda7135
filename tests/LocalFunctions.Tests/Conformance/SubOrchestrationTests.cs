namespace Conformance;

public sealed class SubOrchestrationTests
{
    [Fact]
    [Trait("Row", "G1, G3")]
    public async Task Child_has_an_id_derived_from_its_parent_and_knows_it()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Parent", context => context.CallSubOrchestratorAsync<string>("Child"))
            .AddOrchestratorFunc<string>("Child", context => Task.FromResult(
                $"{context.InstanceId} {context.Parent!.Name} {context.Parent.InstanceId} '{context.Version}'")));

        var end = await scenario.RunAsync("Parent");

        Assert.Matches($"^[0-9a-f]{{12}}5[0-9a-f]{{19}} Parent {end.InstanceId} ''$", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "G2, J6")]
    public async Task Child_with_an_id_is_an_ordinary_instance()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Parent", async context =>
            {
                var options = new TaskOptions().WithInstanceId("my-child");
                return $"{context.Parent is null} {await context.CallSubOrchestratorAsync<string>("Child", "in", options)}";
            })
            .AddOrchestratorFunc<string, string>("Child", (_, input) => Task.FromResult(input + "out")));

        var end = await scenario.RunAsync("Parent");

        Assert.Equal("True inout", end.ReadOutputAs<string>());
        var child = await scenario.Client.GetInstanceAsync("my-child", true);
        Assert.Equal("inout", child!.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "G4")]
    public async Task Second_child_of_an_id_takes_the_place_of_the_first()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Parent", async context =>
            {
                var options = new SubOrchestrationOptions(instanceId: "twice");
                var first = await context.CallSubOrchestratorAsync<string>("Child", "1", options);
                return first + await context.CallSubOrchestratorAsync<string>("Child", "2", options);
            })
            .AddOrchestratorFunc<string, string>("Child", (_, input) => Task.FromResult(input)));

        var end = await scenario.RunAsync("Parent");

        Assert.Equal("12", end.ReadOutputAs<string>());
        Assert.Equal("2", (await scenario.Client.GetInstanceAsync("twice", true))!.ReadInputAs<string>());
    }

    [Fact]
    [Trait("Row", "G6")]
    public async Task Child_takes_the_place_of_a_running_instance()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Parent", context => context.CallSubOrchestratorAsync<string>(
                "Child", "child", new SubOrchestrationOptions(instanceId: "taken")))
            .AddOrchestratorFunc<string, string>("Child", async (context, input) =>
            {
                if (input == "alone")
                {
                    context.SetCustomStatus("waits");
                    await context.WaitForExternalEvent<string>("Never");
                }

                return input;
            }));
        await scenario.ScheduleUntilAsync("waits", "Child", "alone", "taken");

        var end = await scenario.RunAsync("Parent");

        Assert.Equal("child", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "G7, G8")]
    public async Task Child_outlives_a_terminated_parent()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Parent", context => context.CallSubOrchestratorAsync<string>(
                "Child", new SubOrchestrationOptions(instanceId: "survivor")))
            .AddOrchestratorFunc<string>("Child", async context =>
            {
                context.SetCustomStatus("waits");
                return await context.WaitForExternalEvent<string>("E");
            }));
        var parent = await scenario.ScheduleAsync("Parent");
        await scenario.StatusAsync("survivor", "waits");
        await scenario.Client.TerminateInstanceAsync(parent, new TerminateInstanceOptions(Recursive: true));
        await scenario.EndOfAsync(parent);
        await scenario.Client.RaiseEventAsync("survivor", "E", "alive");

        var end = await scenario.EndOfAsync("survivor");

        Assert.Equal("alive", end.ReadOutputAs<string>());
    }
}
