namespace Conformance;

public sealed class TaskFailureTests
{
    [Fact]
    [Trait("Row", "B1, B2")]
    public async Task Message_names_the_task_as_called_and_its_number()
    {
        var message = await MessageOfAsync(
            async context =>
            {
                await context.CallActivityAsync<string>("Echo", "first");
                await context.CallActivityAsync("tHROWS");
            },
            _ => throw new InvalidOperationException("outer msg"));

        Assert.Equal("Task 'tHROWS' (#1) failed with an unhandled exception: outer msg", message);
    }

    [Fact]
    [Trait("Row", "B3, B8")]
    public async Task Details_hold_the_chain_of_exceptions()
    {
        var failure = await FailureOfAsync(() => throw new InvalidDataException(
            "outer msg", new ArgumentException("inner msg", "prm", new FormatException("innermost"))));

        Assert.Equal("System.IO.InvalidDataException|outer msg", $"{failure.ErrorType}|{failure.ErrorMessage}");
        Assert.Contains(nameof(TaskFailureTests), failure.StackTrace, StringComparison.Ordinal);
        Assert.Empty(failure.Properties!);
        Assert.Equal("System.IO.InvalidDataException: outer msg", failure.ToString());
        var inner = failure.InnerFailure!;
        Assert.Equal("System.ArgumentException|inner msg (Parameter 'prm')", $"{inner.ErrorType}|{inner.ErrorMessage}");
        Assert.Null(inner.StackTrace);
        Assert.Equal("System.FormatException: innermost", inner.InnerFailure!.ToString());
        Assert.Null(inner.InnerFailure.InnerFailure);
    }

    [Fact]
    [Trait("Row", "B7")]
    public async Task Cause_is_the_type_and_its_bases_but_not_those_inside()
    {
        var failure = await FailureOfAsync(
            () => throw new ObjectDisposedException("thing", new FormatException("inside")));

        Assert.True(failure.IsCausedBy<ObjectDisposedException>());
        Assert.True(failure.IsCausedBy<InvalidOperationException>());
        Assert.True(failure.IsCausedBy<Exception>());
        Assert.False(failure.IsCausedBy<FormatException>());
        Assert.False(failure.IsCausedBy<ArgumentException>());
        var exception = new TaskFailedException("Throws", 0, failure);
        Assert.True(exception.IsCausedByException<InvalidOperationException>());
        Assert.False(exception.IsCausedByException<FormatException>());
    }

    [Fact]
    [Trait("Row", "B9")]
    public async Task Aggregate_exception_gives_its_message_and_the_first_inside()
    {
        var failure = await FailureOfAsync(() => throw new AggregateException(
            "agg", new InvalidOperationException("one"), new ArgumentException("two")));

        Assert.Equal("agg (one) (two)", failure.ErrorMessage);
        Assert.Equal("System.InvalidOperationException", failure.InnerFailure!.ErrorType);
    }

    [Theory]
    [Trait("Row", "B10")]
    [InlineData(false, "System.OperationCanceledException")]
    [InlineData(true, "System.Threading.Tasks.TaskCanceledException")]
    public async Task Cancelled_activity_is_a_failure_like_any_other(bool task, string type)
    {
        var failure = await FailureOfAsync(
            () => throw (task ? new TaskCanceledException("stop") : new OperationCanceledException("stop")));

        Assert.Equal(type, failure.ErrorType);
    }

    [Fact]
    [Trait("Row", "B11")]
    public async Task Empty_message_stays_empty()
    {
        var message = await MessageOfAsync(
            context => context.CallActivityAsync("Throws"), _ => throw new InvalidOperationException(""));

        Assert.Equal("Task 'Throws' (#0) failed with an unhandled exception: ", message);
    }

    [Fact]
    [Trait("Row", "B6")]
    public async Task Activity_failure_holds_the_engines_own_exception()
    {
        var end = await Scenario.RunMainAsync(
            async context =>
            {
                try
                {
                    await context.CallActivityAsync("Throws");
                    return "";
                }
                catch (TaskFailedException e)
                {
                    var type = e.InnerException!.GetType().FullName!;
                    return $"{type}|{e.InnerException.Message.Replace(type, "T", StringComparison.Ordinal)}";
                }
            },
            tasks => tasks.AddActivityFunc<string>("Throws", _ => Fault.Throw("boom")));

        Assert.EndsWith(
            "DurableTask.Core.Exceptions.TaskFailedException|Exception of type 'T' was thrown.",
            end.ReadOutputAs<string>(),
            StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "B12, B6")]
    public async Task Sub_orchestration_gives_its_chain_and_no_inner_exception()
    {
        var end = await Scenario.RunMainAsync(
            async context =>
            {
                try
                {
                    await context.CallSubOrchestratorAsync("Child");
                    return "";
                }
                catch (TaskFailedException e)
                {
                    return $"{e.Message}|{e.InnerException is null}|{e.FailureDetails}|{e.FailureDetails.InnerFailure}";
                }
            },
            tasks => tasks.AddOrchestratorFunc<string>(
                "Child", _ => Fault.Throw(new InvalidDataException("orch outer", new ArgumentException("inner")))));

        Assert.Equal(
            "Task 'Child' (#0) failed with an unhandled exception: orch outer|True|System.IO.InvalidDataException: orch outer|"
            + "System.ArgumentException: inner",
            end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "B13")]
    public async Task Unhandled_activity_failure_of_a_child_nests()
    {
        var end = await Scenario.RunMainAsync(
            async context =>
            {
                try
                {
                    await context.CallSubOrchestratorAsync("Child");
                    return [];
                }
                catch (TaskFailedException e)
                {
                    return new[]
                    {
                        e.Message,
                        e.FailureDetails.ErrorType,
                        e.FailureDetails.InnerFailure!.ToString(),
                        e.FailureDetails.IsCausedBy<TaskFailedException>().ToString(),
                    };
                }
            },
            tasks => tasks
                .AddOrchestratorFunc("Child", context => context.CallActivityAsync("Throws"))
                .AddActivityFunc<string>("Throws", _ => Fault.Throw("outer msg")));

        Assert.Equal(
            [
                "Task 'Child' (#0) failed with an unhandled exception: "
                    + "Task 'Throws' (#0) failed with an unhandled exception: outer msg",
                typeof(TaskFailedException).FullName!,
                "System.InvalidOperationException: outer msg",
                "True",
            ],
            end.ReadOutputAs<string[]>()!);
    }

    [Fact]
    [Trait("Row", "B14, G9")]
    public async Task Terminated_child_fails_without_details()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Parent", async context =>
            {
                try
                {
                    await context.CallSubOrchestratorAsync("Child", new SubOrchestrationOptions(instanceId: "child-1"));
                    return "";
                }
                catch (TaskFailedException e)
                {
                    return $"{e.Message}|{e.FailureDetails is null}";
                }
            })
            .AddOrchestratorFunc("Child", async context =>
            {
                context.SetCustomStatus("waits");
                await context.WaitForExternalEvent<string>("Never");
            }));
        var parent = await scenario.ScheduleAsync("Parent");
        await scenario.StatusAsync("child-1", "waits");
        await scenario.Client.TerminateInstanceAsync("child-1");

        var end = await scenario.EndOfAsync(parent);

        Assert.Equal("Task 'Child' (#0) failed with an unhandled exception.|True", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "B15")]
    public async Task Two_failures_are_both_there()
    {
        var end = await Scenario.RunMainAsync(
            async context =>
            {
                var both = Task.WhenAll(context.CallActivityAsync("Throws", "a"), context.CallActivityAsync("Throws", "b"));
                try
                {
                    await both;
                    return "";
                }
                catch (TaskFailedException e)
                {
                    return $"{e.FailureDetails.ErrorMessage} {both.Exception!.InnerExceptions.Count}";
                }
            },
            tasks => tasks.AddActivityFunc<string, string>("Throws", (_, name) => Fault.Throw(name)));

        // Which of the two is thrown is .NET's choice: the first to fail, since .NET 10.
        Assert.Contains(end.ReadOutputAs<string>(), new[] { "a 2", "b 2" });
    }

    [Fact]
    [Trait("Row", "B16")]
    public async Task Input_of_the_wrong_type_fails_the_activity()
    {
        var end = await Scenario.RunMainAsync(
            async context =>
            {
                try
                {
                    return await context.CallActivityAsync<string>("TakesInt", "notanint");
                }
                catch (TaskFailedException e)
                {
                    return e.FailureDetails + "|" + e.FailureDetails.InnerFailure!.ErrorType;
                }
            },
            tasks => tasks.AddActivityFunc<int, string>("TakesInt", (_, number) => $"{number}"));

        Assert.Equal(
            "System.Text.Json.JsonException: The JSON value could not be converted to System.Int32. "
            + "Path: $ | LineNumber: 0 | BytePositionInLine: 10.|System.InvalidOperationException",
            end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "B17")]
    public async Task Result_of_the_wrong_type_fails_the_await()
    {
        var end = await Scenario.RunMainAsync(async context =>
        {
            try
            {
                return (await context.CallActivityAsync<int>("Echo", "text")).ToString();
            }
            catch (System.Text.Json.JsonException)
            {
                return "json";
            }
        });

        Assert.Equal("json", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "B19")]
    public async Task Unknown_sub_orchestrator_fails_the_call()
    {
        var end = await Scenario.RunMainAsync(async context =>
        {
            try
            {
                await context.CallSubOrchestratorAsync("Nobody");
                return "";
            }
            catch (TaskFailedException e)
            {
                return e.FailureDetails.ToString();
            }
        });

        Assert.Equal(
            "OrchestratorTaskNotFound: No orchestrator task named 'Nobody' was found.", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "B20")]
    public async Task Options_as_input_are_refused()
    {
        object options = new TaskOptions();
        var message = await MessageOfAsync<ArgumentException>(
            context => context.CallActivityAsync<string>("Echo", input: options));

        Assert.Equal(
            "A TaskOptions value was provided for the activity input but no value was provided for options. Did you actually "
            + "mean to provide a TaskOptions value for the options parameter? (Parameter 'input')",
            message);
    }

    [Fact]
    [Trait("Row", "B21")]
    public async Task Input_that_cannot_be_serialized_fails_the_call()
    {
        var message = await MessageOfAsync<NotSupportedException>(
            context => context.CallActivityAsync<string>("Echo", typeof(string)));

        Assert.NotEqual("", message);
    }

    private static async Task<TaskFailureDetails> FailureOfAsync(Action activity)
    {
        TaskFailureDetails? failure = null;
        await Scenario.RunMainAsync(
            async context =>
            {
                try
                {
                    await context.CallActivityAsync("Throws");
                }
                catch (TaskFailedException e)
                {
                    failure = e.FailureDetails;
                }

                return "";
            },
            tasks => tasks.AddActivityFunc("Throws", _ => activity()));
        return failure!;
    }

    private static async Task<string?> MessageOfAsync(
        Func<TaskOrchestrationContext, Task> call, Action<TaskActivityContext> activity)
        => (await CatchAsync<TaskFailedException>(call, tasks => tasks.AddActivityFunc("Throws", activity)))
            .ReadOutputAs<string>();

    private static async Task<string?> MessageOfAsync<TException>(Func<TaskOrchestrationContext, Task> call)
        where TException : Exception
        => (await CatchAsync<TException>(call, _ => { })).ReadOutputAs<string>();

    private static Task<OrchestrationMetadata> CatchAsync<TException>(
        Func<TaskOrchestrationContext, Task> call, Action<DurableTaskRegistry> configure)
        where TException : Exception
        => Scenario.RunMainAsync(
            async context =>
            {
                try
                {
                    await call(context);
                    return "";
                }
                catch (TException e)
                {
                    return e.Message;
                }
            },
            configure);
}
