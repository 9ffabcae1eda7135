namespace Conformance;

public sealed class ContinueAsNewTests
{
    [Theory]
    [Trait("Row", "F1, F2")]
    [InlineData(true, "abc")]
    [InlineData(false, "c")]
    public async Task Events_that_nobody_waited_for_are_kept_on_demand(bool keep, string expected)
    {
        await using var scenario = await Scenario.StartAsync(
            tasks => tasks.AddOrchestratorFunc<int, string>("Main", async (context, generation) =>
            {
                context.SetCustomStatus($"waits{generation}");
                await context.WaitForExternalEvent<string>("Go");
                if (generation == 0)
                {
                    context.ContinueAsNew(1, keep);
                    return "";
                }

                var log = "";
                for (var i = 0; i < expected.Length; i++)
                {
                    log += await context.WaitForExternalEvent<string>("E");
                }

                return log;
            }));
        var id = await scenario.ScheduleUntilAsync("waits0", "Main", 0);
        await scenario.Client.RaiseEventAsync(id, "E", "a");
        await scenario.Client.RaiseEventAsync(id, "E", "b");
        await scenario.Client.RaiseEventAsync(id, "Go");
        await scenario.StatusAsync(id, "waits1");
        await scenario.Client.RaiseEventAsync(id, "E", "c");
        await scenario.Client.RaiseEventAsync(id, "Go");

        var end = await scenario.EndOfAsync(id);

        Assert.Equal(expected, end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "F3, F11")]
    public async Task Next_generation_is_the_same_instance_with_a_new_history()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string[], string[]>("Main", async (context, before) =>
            {
                try
                {
                    await context.CallActivityAsync("Throws");
                    return [];
                }
                catch (TaskFailedException e)
                {
                    string[] state = [$"{e.TaskId}", context.NewGuid().ToString(), context.InstanceId];
                    if (before.Length == 0)
                    {
                        context.ContinueAsNew(state);
                    }

                    return [.. before, .. state];
                }
            })
            .AddActivityFunc<string>("Throws", _ => Fault.Throw("boom")));
        var start = DateTimeOffset.UtcNow;

        var end = await scenario.RunAsync("Main", Array.Empty<string>());

        var output = end.ReadOutputAs<string[]>()!;
        Assert.Equal(("0", "0"), (output[0], output[3]));
        Assert.NotEqual(output[1], output[4]);
        Assert.Equal(end.InstanceId, output[2]);
        Assert.Equal(end.InstanceId, output[5]);
        Assert.Equal(output[..3], end.ReadInputAs<string[]>()!);
        Assert.True(end.CreatedAt >= start.AddSeconds(-1));
    }

    [Fact]
    [Trait("Row", "F4, F5, F9")]
    public async Task Code_after_the_call_runs_and_the_last_call_wins()
    {
        var executed = new List<string>();
        await using var scenario = await Scenario.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Main", async (context, input) =>
            {
                if (input != "start")
                {
                    return input;
                }

                context.ContinueAsNew("first");
                await context.CallActivityAsync("Note", "after");
                context.ContinueAsNew("second");
                return "ignored";
            })
            .AddActivityFunc<string>("Note", (TaskActivityContext _, string text) => executed.Add(text)));

        var end = await scenario.RunAsync("Main", "start");

        Assert.Equal("second", end.ReadOutputAs<string>());
        Assert.Equal(["after"], executed);
    }

    [Fact]
    [Trait("Row", "F6")]
    public async Task Next_generation_waits_for_what_is_pending()
    {
        var end = await Scenario.RunAsync(
            tasks => tasks.AddOrchestratorFunc<DateTime, bool>("Main", (context, notBefore) =>
            {
                if (notBefore == default)
                {
                    var fireAt = context.CurrentUtcDateTime.AddMilliseconds(500);
                    _ = context.CreateTimer(fireAt, CancellationToken.None);
                    context.ContinueAsNew(fireAt);
                }

                return Task.FromResult(context.CurrentUtcDateTime >= notBefore);
            }),
            "Main",
            default(DateTime));

        Assert.True(end.ReadOutputAs<bool>());
        Assert.NotEqual(default, end.ReadInputAs<DateTime>());
    }

    [Fact]
    [Trait("Row", "F7")]
    public async Task Next_generation_waits_for_a_child_that_nobody_awaits()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Main", (context, generation) =>
            {
                if (generation == 0)
                {
                    _ = context.CallSubOrchestratorAsync("Child", new SubOrchestrationOptions(instanceId: "f7-child"));
                    context.ContinueAsNew(1);
                }

                return Task.FromResult(generation);
            })
            .AddOrchestratorFunc<string>("Child", async context =>
            {
                context.SetCustomStatus("waits");
                return await context.WaitForExternalEvent<string>("E");
            }));
        var id = await scenario.ScheduleAsync("Main", 0);
        await scenario.StatusAsync("f7-child", "waits");
        var during = await scenario.Client.GetInstanceAsync(id, true);
        await scenario.Client.RaiseEventAsync("f7-child", "E", "x");

        var end = await scenario.EndOfAsync(id);

        Assert.Equal((OrchestrationRuntimeStatus.Running, 0), (during!.RuntimeStatus, during.ReadInputAs<int>()));
        Assert.Equal(1, end.ReadOutputAs<int>());
    }

    [Fact]
    [Trait("Row", "F8")]
    public async Task Exception_after_the_call_fails_the_instance()
    {
        var end = await Scenario.RunMainAsync<string>(context =>
        {
            context.ContinueAsNew("next");
            throw new InvalidOperationException("too late");
        });

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("too late", end.SerializedOutput);
    }

    [Fact]
    [Trait("Row", "F10, M8")]
    public async Task Twenty_generations_are_one_instance()
    {
        var end = await Scenario.RunAsync(
            tasks => tasks.AddOrchestratorFunc<int, int>("Main", async (context, generation) =>
            {
                await context.CallActivityAsync("Echo", "x");
                if (generation < 20)
                {
                    context.ContinueAsNew(generation + 1);
                }

                return generation;
            }),
            "Main",
            1);

        Assert.Equal(20, end.ReadOutputAs<int>());
    }

    [Fact]
    [Trait("Row", "F12")]
    public async Task Custom_status_does_not_outlive_its_generation()
    {
        var end = await Scenario.RunAsync(
            tasks => tasks.AddOrchestratorFunc<int, string>("Main", (context, generation) =>
            {
                if (generation == 0)
                {
                    context.SetCustomStatus("zero");
                    context.ContinueAsNew(1);
                }

                return Task.FromResult("end");
            }),
            "Main",
            0);

        Assert.Equal("end", end.ReadOutputAs<string>());
        Assert.Null(end.SerializedCustomStatus);
    }

    [Fact]
    [Trait("Row", "F13")]
    public async Task Null_written_literally_means_the_options()
    {
        var end = await Scenario.RunMainAsync(context =>
        {
            context.ContinueAsNew(null!);
            return Task.FromResult("");
        });

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(
            "System.ArgumentNullException: Value cannot be null. (Parameter 'options')", end.FailureDetails!.ToString());
    }
}
