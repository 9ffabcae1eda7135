namespace Conformance;

/// <summary>The code of an orchestrator changes while an instance waits.</summary>
public sealed class ChangedCodeTests
{
    private const string Past = "Non-Deterministic workflow detected: A previous execution of this orchestration scheduled ";

    private const string Question =
        "Was a change made to the orchestrator code after this instance had already started running?";

    private delegate Task Steps(TaskOrchestrationContext context);

    public static TheoryData<string, string, string> Detected => new()
    {
        {
            "A1 A2",
            "A2 A1",
            "an activity task with sequence number 0 named 'A1', but the current orchestration replay instead scheduled an "
                + "activity task named 'A2' with this sequence number.  "
        },
        {
            "A1 A2",
            "A1",
            "an activity task with sequence ID 1 and name 'A2' (version ''), but the current replay execution hasn't (yet?) "
                + "scheduled this task. "
        },
        {
            "A1 A2",
            "",
            "an activity task with sequence ID 0 and name 'A1' (version ''), but the current replay execution hasn't (yet?) "
                + "scheduled this task. "
        },
        {
            "A1 A2",
            "timer A2",
            "an activity task with sequence number 0 named 'A1', but the current orchestration replay instead produced a "
                + "CreateTimerOrchestratorAction action with this sequence number. "
        },
        {
            "A1 A2",
            "child A2",
            "an activity task with sequence number 0 named 'A1', but the current orchestration replay instead produced a "
                + "CreateSubOrchestrationAction action with this sequence number. "
        },
        {
            "timer A2",
            "A1 A2",
            "a timer task with sequence number 0 named but the current orchestration replay instead produced a "
                + "ScheduleTaskOrchestratorAction action with this sequence number. "
        },
        {
            "timer",
            "",
            "a timer task with sequence number 0 but the current replay execution hasn't (yet?) scheduled this task. "
        },
    };

    [Theory]
    [Trait("Row", "O1, O2, O3, O4, O5, O6, O7")]
    [MemberData(nameof(Detected))]
    public async Task Difference_from_the_history_fails_the_instance(string before, string after, string message)
    {
        var end = await ChangeAsync(before, after);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(Past + message + Question, end.SerializedOutput);
        Assert.EndsWith(
            "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException",
            end.FailureDetails!.ErrorType,
            StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Row", "O8")]
    [InlineData("A1 A2", "A1 A2 A1")]
    [InlineData("A1 A2", "A1 other A2 other")]
    [InlineData("timer", "longtimer")]
    public async Task Difference_that_the_history_does_not_show_is_not_noticed(string before, string after)
    {
        var end = await ChangeAsync(before, after.Replace(" other", "+other", StringComparison.Ordinal));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
    }

    [Fact]
    [Trait("Row", "O8")]
    public async Task Steps_made_parallel_in_the_same_order_are_not_noticed()
    {
        var parallel = false;
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            string[] results;
            if (parallel)
            {
                results = await Task.WhenAll(
                    context.CallActivityAsync<string>("Echo", "a"), context.CallActivityAsync<string>("Echo", "b"));
            }
            else
            {
                results =
                [
                    await context.CallActivityAsync<string>("Echo", "a"), await context.CallActivityAsync<string>("Echo", "b"),
                ];
            }

            context.SetCustomStatus("waits");
            await context.WaitForExternalEvent<string>("Go");
            return string.Concat(results);
        }));
        var id = await scenario.ScheduleUntilAsync("waits", "Main");
        parallel = true;
        await scenario.Client.RaiseEventAsync(id, "Go");

        Assert.Equal("ab", (await scenario.EndOfAsync(id)).ReadOutputAs<string>());
    }

    private static async Task<OrchestrationMetadata> ChangeAsync(string before, string after)
    {
        var steps = before;
        await using var scenario = await Scenario.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Main", async context =>
            {
                // The wait is at the end of the old code; the new one may add steps behind it.
                var all = steps.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                var known = before.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
                foreach (var step in all.Take(known))
                {
                    await RunAsync(context, step);
                }

                context.SetCustomStatus("waits");
                await context.WaitForExternalEvent<string>("Go");
                foreach (var step in all.Skip(known))
                {
                    await RunAsync(context, step);
                }

                return "done";
            })
            .AddOrchestratorFunc<string>("Child", _ => Task.FromResult("x"))
            .AddActivityFunc<string, string>("A1", (TaskActivityContext _, string input) => input)
            .AddActivityFunc<string, string>("A2", (TaskActivityContext _, string input) => input));
        var id = await scenario.ScheduleUntilAsync("waits", "Main");
        steps = after;
        await scenario.Client.RaiseEventAsync(id, "Go");
        return await scenario.EndOfAsync(id);
    }

    private static Task RunAsync(TaskOrchestrationContext context, string step) => step switch
    {
        "timer" => context.CreateTimer(TimeSpan.Zero, CancellationToken.None),
        "longtimer" => context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None),
        "child" => context.CallSubOrchestratorAsync("Child"),
        _ => context.CallActivityAsync(step[..2], step),
    };
}
