namespace Conformance;

public sealed class StartTests
{
    [Fact]
    [Trait("Row", "L1")]
    public async Task Generated_id_is_a_guid_without_dashes()
    {
        await using var scenario = await Scenario.StartAsync(Orchestrators);

        Assert.Matches("^[0-9a-f]{32}$", await scenario.ScheduleAsync("Quick", "x"));
    }

    [Theory]
    [Trait("Row", "L3, L7")]
    [InlineData("Quick", OrchestrationRuntimeStatus.Failed)]
    [InlineData("Fails", OrchestrationRuntimeStatus.Completed)]
    public async Task Ended_instance_is_replaced(string first, OrchestrationRuntimeStatus otherStatus)
    {
        await using var scenario = await Scenario.StartAsync(Orchestrators);
        var before = await scenario.RunAsync(first, "first", "again-1");
        var options = new StartOrchestrationOptions("again-1").WithDedupeStatuses(otherStatus);

        await scenario.Client.ScheduleNewOrchestrationInstanceAsync("Quick", "second", options);
        var end = await scenario.EndOfAsync("again-1");

        Assert.Equal("second", end.ReadInputAs<string>());
        Assert.Equal("second", end.ReadOutputAs<string>());
        Assert.True(end.CreatedAt > before.CreatedAt);
    }

    [Theory]
    [Trait("Row", "L6, L7")]
    [InlineData("Quick", OrchestrationRuntimeStatus.Completed)]
    [InlineData("Fails", OrchestrationRuntimeStatus.Failed)]
    public async Task Ended_instance_in_a_dedupe_status_refuses_the_start(string first, OrchestrationRuntimeStatus status)
    {
        await using var scenario = await Scenario.StartAsync(Orchestrators);
        await scenario.RunAsync(first, "first", "again-2");
        var options = new StartOrchestrationOptions("again-2")
            .WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);

        var e = await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => scenario.Client.ScheduleNewOrchestrationInstanceAsync("Quick", "second", options));

        Assert.Equal($"An orchestration with id 'again-2' already exists. It's in the {status} state.", e.Message);
        Assert.Equal("first", (await scenario.Client.GetInstanceAsync("again-2", true))!.ReadInputAs<string>());
    }

    [Fact]
    [Trait("Row", "L9")]
    public async Task Running_instance_in_a_dedupe_status_refuses_the_start()
    {
        await using var scenario = await Scenario.StartAsync(Orchestrators);
        await scenario.ScheduleUntilAsync("waits", "Waits", "first", "again-3");
        var options = new StartOrchestrationOptions("again-3").WithDedupeStatuses(
            OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended);

        var e = await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => scenario.Client.ScheduleNewOrchestrationInstanceAsync("Quick", "second", options));

        Assert.Equal("An orchestration with id 'again-3' already exists. It's in the Running state.", e.Message);
    }

    [Fact]
    [Trait("Row", "L2, L8")]
    public async Task Running_instance_is_replaced_otherwise()
    {
        await using var scenario = await Scenario.StartAsync(Orchestrators);
        await scenario.ScheduleUntilAsync("waits", "Waits", "first", "again-4");

        await scenario.ScheduleAsync("Quick", "second", "again-4");
        var end = await scenario.EndOfAsync("again-4");

        Assert.Equal("second", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "L4")]
    public async Task Suspended_instance_is_replaced()
    {
        await using var scenario = await Scenario.StartAsync(Orchestrators);
        await scenario.ScheduleUntilAsync("waits", "Waits", "first", "again-5");
        await scenario.Client.SuspendInstanceAsync("again-5");
        await scenario.UntilAsync("again-5", state => state!.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);

        await scenario.ScheduleAsync("Quick", "second", "again-5");

        Assert.Equal("second", (await scenario.EndOfAsync("again-5")).ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "L5")]
    public async Task Instance_with_a_start_time_is_replaced()
    {
        await using var scenario = await Scenario.StartAsync(Orchestrators);
        await scenario.Client.ScheduleNewOrchestrationInstanceAsync(
            "Waits", "first", new StartOrchestrationOptions("again-6", DateTimeOffset.UtcNow.AddMilliseconds(400)));

        await scenario.ScheduleAsync("Quick", "second", "again-6");
        await scenario.EndOfAsync("again-6");
        await Task.Delay(TimeSpan.FromMilliseconds(700));

        Assert.Equal("second", (await scenario.Client.GetInstanceAsync("again-6", true))!.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "L16")]
    public async Task Start_time_in_the_past_is_none()
    {
        await using var scenario = await Scenario.StartAsync(Orchestrators);

        var id = await scenario.Client.ScheduleNewOrchestrationInstanceAsync(
            "Quick", "x", new StartOrchestrationOptions(StartAt: DateTimeOffset.UtcNow.AddDays(-1)));

        Assert.Equal("x", (await scenario.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "L10")]
    public void Valid_dedupe_statuses_are_all_that_can_be_seen()
        => Assert.Equal(
            "Completed,Failed,Terminated,Canceled,Pending,Running,Suspended",
            string.Join(',', StartOrchestrationOptionsExtensions.ValidDedupeStatuses));

    [Theory]
    [Trait("Row", "L12, L13, L14")]
    [InlineData(" ")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b?c")]
    [InlineData("ümläut with space")]
    [InlineData("@at")]
    public async Task Id_may_hold_any_character(string id)
    {
        await using var scenario = await Scenario.StartAsync(Orchestrators);

        var end = await scenario.RunAsync("Quick", "x", id);

        Assert.Equal(id, end.InstanceId);
    }

    [Fact]
    [Trait("Row", "L15")]
    public async Task Ids_are_compared_without_regard_to_case()
    {
        await using var scenario = await Scenario.StartAsync(Orchestrators);
        await scenario.RunAsync("Quick", "x", "CaseÄId");

        Assert.Equal("CaseÄId", (await scenario.Client.GetInstanceAsync("caseäid"))!.InstanceId);
    }

    [Fact]
    [Trait("Row", "M9")]
    public async Task Restart_runs_the_same_input_again()
    {
        await using var scenario = await Scenario.StartAsync(Orchestrators);
        var first = await scenario.RunAsync("Quick", "x");

        var id = await scenario.Client.RestartAsync(first.InstanceId, restartWithNewInstanceId: true);

        Assert.Matches("^[0-9a-f]{32}$", id);
        Assert.NotEqual(first.InstanceId, id);
        Assert.Equal("x", (await scenario.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(first.InstanceId, await scenario.Client.RestartAsync(first.InstanceId));
        var again = await scenario.EndOfAsync(first.InstanceId);
        Assert.Equal("x", again.ReadOutputAs<string>());
        Assert.True(again.CreatedAt > first.CreatedAt);
        var e = await Assert.ThrowsAsync<ArgumentException>(() => scenario.Client.RestartAsync("nobody"));
        Assert.Equal("An orchestration with the instanceId nobody was not found.", e.Message);
    }

    private static void Orchestrators(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc<string, string>("Quick", (_, input) => Task.FromResult(input));
        tasks.AddOrchestratorFunc<string, string>("Fails", (_, input) => Task.FromResult(Fault.Throw(input)));
        tasks.AddOrchestratorFunc<string, string>("Waits", async (context, _) =>
        {
            context.SetCustomStatus("waits");
            return await context.WaitForExternalEvent<string>("Never");
        });
    }
}
