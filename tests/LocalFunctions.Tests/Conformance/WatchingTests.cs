namespace Conformance;

public sealed class WatchingTests
{
    [Fact]
    [Trait("Row", "M1")]
    public async Task Unknown_instance_is_null_and_a_missing_id_is_refused()
    {
        await using var scenario = await Scenario.StartAsync(_ => { });

        Assert.Null(await scenario.Client.GetInstanceAsync("unknown"));
        var e = await Assert.ThrowsAsync<ArgumentNullException>(() => scenario.Client.GetInstanceAsync(""));
        Assert.Equal("Value cannot be null. (Parameter 'instanceId')", e.Message);
    }

    [Fact]
    [Trait("Row", "M2, M3, M4, K17, K18")]
    public async Task Values_are_there_only_when_asked_for()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>(
            "Main",
            (context, input) =>
            {
                context.SetCustomStatus("status");
                return Task.FromResult(input);
            }));
        var id = await scenario.ScheduleAsync("Main", "value");
        var bare = await scenario.Client.WaitForInstanceCompletionAsync(id, CancellationToken.None);
        var full = await scenario.Client.GetInstanceAsync(id, true);

        Assert.Equal(("Main", id, OrchestrationRuntimeStatus.Completed), (bare.Name, bare.InstanceId, bare.RuntimeStatus));
        Assert.NotEqual(default, bare.CreatedAt);
        Assert.Null(bare.SerializedInput ?? bare.SerializedOutput ?? bare.SerializedCustomStatus);
        Assert.Null(bare.DataConverter);
        Assert.Equal(
            "The ReadOutputAs method can only be used on OrchestrationMetadata objects that are fetched with the option to "
            + "include output data.",
            Assert.Throws<InvalidOperationException>(bare.ReadOutputAs<string>).Message);
        Assert.Equal(
            ("value", "value", "status"),
            (full!.ReadInputAs<string>(), full.ReadOutputAs<string>(), full.ReadCustomStatusAs<string>()));
        Assert.Equal(
            $"[Name: 'Main', ID: '{id}', RuntimeStatus: Completed, CreatedAt: {bare.CreatedAt:s}, LastUpdatedAt: "
            + $"{bare.LastUpdatedAt:s}]",
            bare.ToString());
        Assert.EndsWith(", Input: '\"value\"', Output: '\"value\"']", full.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "M5, M6")]
    public async Task Cancelled_wait_says_so()
    {
        await using var scenario = await Scenario.StartAsync(_ => { });
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        var completion = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => scenario.Client.WaitForInstanceCompletionAsync("unknown", soon.Token));
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var start = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => scenario.Client.WaitForInstanceStartAsync("unknown", now.Token));

        Assert.Equal("The WaitForInstanceCompletionAsync operation was canceled.", completion.Message);
        Assert.Equal("The WaitForInstanceStartAsync operation was canceled.", start.Message);
    }

    [Theory]
    [Trait("Row", "M5")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelled_wait_leaves_the_instance_alone(bool before)
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            context.SetCustomStatus("waits");
            return await context.WaitForExternalEvent<string>("E");
        }));
        var id = await scenario.ScheduleUntilAsync("waits", "Main");
        using var cancellation = new CancellationTokenSource();
        if (before)
        {
            cancellation.Cancel();
        }

        cancellation.CancelAfter(TimeSpan.FromMilliseconds(200));
        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => scenario.Client.WaitForInstanceCompletionAsync(id, cancellation.Token));
        await scenario.Client.RaiseEventAsync(id, "E", "x");

        Assert.Equal("The WaitForInstanceCompletionAsync operation was canceled.", e.Message);
        Assert.Equal("x", (await scenario.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "M2, M3")]
    public async Task Failed_instance_without_values_has_no_failure_either()
    {
        await using var scenario = await Scenario.StartAsync(
            tasks => tasks.AddOrchestratorFunc<string>("Main", _ => Fault.Throw("boom")));
        var full = await scenario.RunAsync("Main");

        var bare = await scenario.Client.GetInstanceAsync(full.InstanceId);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, bare!.RuntimeStatus);
        Assert.Null(bare.FailureDetails);
        Assert.Null(bare.SerializedOutput);
        Assert.NotNull(full.FailureDetails);
    }

    [Fact]
    [Trait("Row", "M7")]
    public async Task Wait_for_the_start_ends_while_the_instance_runs_and_after()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc(
            "Main", context => context.WaitForExternalEvent<string>("E")));
        var id = await scenario.ScheduleAsync("Main");

        var running = await scenario.Client.WaitForInstanceStartAsync(id);
        await scenario.Client.RaiseEventAsync(id, "E", "x");
        await scenario.EndOfAsync(id);
        var ended = await scenario.Client.WaitForInstanceStartAsync(id, true);

        Assert.Equal(OrchestrationRuntimeStatus.Running, running.RuntimeStatus);
        Assert.Equal("x", ended.ReadOutputAs<string>());
    }
}
