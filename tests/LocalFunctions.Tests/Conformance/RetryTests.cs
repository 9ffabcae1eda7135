namespace Conformance;

public sealed class RetryTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Theory]
    [Trait("Row", "A1, A4, A16")]
    [InlineData(4, 6)]
    [InlineData(3, 4)]
    [InlineData(1, 0)]
    public async Task Policy_counts_the_first_attempt_and_timers_count_as_actions(int attempts, int lastTaskId)
    {
        var calls = 0;
        var end = await Scenario.RunMainAsync(
            async context =>
            {
                try
                {
                    await context.CallActivityAsync("Fails", new TaskOptions(new RetryPolicy(attempts, Short)));
                    return -1;
                }
                catch (TaskFailedException e)
                {
                    return e.TaskId;
                }
            },
            tasks => tasks.AddActivityFunc("Fails", _ => Fail(ref calls)));

        Assert.Equal(attempts, calls);
        Assert.Equal(lastTaskId, end.ReadOutputAs<int>());
    }

    [Fact]
    [Trait("Row", "A5")]
    public async Task Policy_gives_the_result_of_the_attempt_that_succeeds()
    {
        var calls = 0;
        var end = await Scenario.RunMainAsync(
            context => context.CallActivityAsync<int>("Third", new TaskOptions(new RetryPolicy(4, Short))),
            tasks => tasks.AddActivityFunc<int>("Third", _ => ++calls == 3 ? calls : throw new InvalidOperationException()));

        Assert.Equal(3, end.ReadOutputAs<int>());
    }

    [Fact]
    [Trait("Row", "A1, A3")]
    public async Task Policy_waits_in_full_after_each_failure()
    {
        var calls = new List<DateTime>();
        await Scenario.RunMainAsync(
            async context =>
            {
                await context.CallActivityAsync("Third", new TaskOptions(new RetryPolicy(3, TimeSpan.FromMilliseconds(250), 2)));
                return "";
            },
            tasks => tasks.AddActivityFunc("Third", (TaskActivityContext _) =>
            {
                calls.Add(DateTime.UtcNow);
                return calls.Count < 3 ? Task.FromException(new InvalidOperationException()) : Task.CompletedTask;
            }));

        // Never early, as the delays of the host on Azure Storage are; the clock's resolution apart.
        Assert.True(calls[1] - calls[0] >= TimeSpan.FromMilliseconds(245));
        Assert.True(calls[2] - calls[1] >= TimeSpan.FromMilliseconds(495));
    }

    [Fact]
    [Trait("Row", "A2")]
    public async Task Policy_waits_grow_by_the_coefficient_up_to_the_longest()
    {
        var calls = 0;
        var policy = new RetryPolicy(4, TimeSpan.FromMilliseconds(300), 2, TimeSpan.FromMilliseconds(400));
        var end = await Scenario.RunMainAsync(
            async context =>
            {
                var start = context.CurrentUtcDateTime;
                await context.CallActivityAsync("Fourth", new TaskOptions(policy));
                return (context.CurrentUtcDateTime - start).TotalMilliseconds;
            },
            tasks => tasks.AddActivityFunc("Fourth", _ => FailUntil(4, ref calls)));

        // 300 + 400 + 400; without the bound it would be 300 + 600 + 1,200.
        Assert.InRange(end.ReadOutputAs<double>(), 1100, 60_000);
        Assert.Equal(4, calls);
    }

    [Fact]
    [Trait("Row", "A6")]
    public async Task Policy_timeout_is_looked_at_after_a_failure_and_before_the_wait()
    {
        var calls = 0;
        var timeout = TimeSpan.FromSeconds(2);
        var failures = new SortedSet<TimeSpan>();
        var end = await Scenario.RunMainAsync(
            context =>
            {
                var start = context.CurrentUtcDateTime;
                var policy = new RetryPolicy(10, TimeSpan.FromSeconds(1.5), retryTimeout: timeout)
                {
                    HandleFailure = _ =>
                    {
                        failures.Add(context.CurrentUtcDateTime - start);
                        return true;
                    },
                };
                return context.CallActivityAsync<int>("Fails", new TaskOptions(policy));
            },
            tasks => tasks.AddActivityFunc("Fails", _ => Fail(ref calls)));

        // Near 0, 1.5 and 3 seconds, later on a busy machine: the last is beyond the timeout, but its wait was begun before.
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(calls, failures.Count);
        Assert.True(failures.Max >= timeout, $"Given up after {failures.Max}.");
        Assert.All(failures.SkipLast(1), elapsed => Assert.True(elapsed < timeout, $"Tried again after {elapsed}."));
    }

    [Fact]
    [Trait("Row", "A7")]
    public async Task Policy_predicate_ends_the_attempts()
    {
        var calls = 0;
        var asked = 0;
        var policy = new RetryPolicy(5, Short)
        {
            HandleFailure = failure =>
            {
                asked++;
                return failure.ErrorMessage != "fail 2";
            },
        };
        var end = await Scenario.RunMainAsync(
            context => context.CallActivityAsync<int>("Fails", new TaskOptions(policy)),
            tasks => tasks.AddActivityFunc("Fails", _ => Fail(ref calls)));

        Assert.Equal(2, calls);

        // After failure 1, on the replays with the timer and with failure 2, and after failure 2.
        Assert.True(asked >= 4);
        Assert.Contains("fail 2", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "A8")]
    public async Task Handler_is_asked_after_each_failure()
    {
        var calls = 0;
        var end = await Scenario.RunMainAsync(
            async context =>
            {
                var seen = new List<string>();
                try
                {
                    await context.CallActivityAsync("Fails", TaskOptions.FromRetryHandler(retry =>
                    {
                        seen.Add($"{retry.LastAttemptNumber}:{retry.LastFailure.ErrorMessage}"
                            + $"{(retry.TotalRetryTime > TimeSpan.Zero ? "" : " no time")}"
                            + $"{(retry.CancellationToken.CanBeCanceled ? " cancellable" : "")}");
                        return retry.LastAttemptNumber < 3;
                    }));
                }
                catch (TaskFailedException e)
                {
                    seen.Add($"#{e.TaskId}");
                }

                return string.Join(' ', seen);
            },
            tasks => tasks.AddActivityFunc("Fails", _ => Fail(ref calls)));

        Assert.Equal("1:fail 1 2:fail 2 3:fail 3 #2", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "A9, A10")]
    public async Task Handler_may_await_a_durable_timer()
    {
        var calls = 0;
        var end = await Scenario.RunMainAsync(
            context => context.CallActivityAsync<int>("Second", TaskOptions.FromRetryHandler(async retry =>
            {
                await retry.OrchestrationContext.CreateTimer(Short, CancellationToken.None);
                return true;
            })),
            tasks => tasks.AddActivityFunc<int>("Second", _ => ++calls == 2 ? calls : throw new InvalidOperationException()));

        Assert.Equal(2, end.ReadOutputAs<int>());
    }

    [Fact]
    [Trait("Row", "A11")]
    public async Task Handler_that_throws_ends_the_call_with_its_exception()
    {
        var calls = 0;
        var end = await Scenario.RunMainAsync(
            async context =>
            {
                RetryHandler handler = _ => throw new InvalidDataException("handler blew");
                try
                {
                    await context.CallActivityAsync("Fails", TaskOptions.FromRetryHandler(handler));
                    return "";
                }
                catch (InvalidDataException e)
                {
                    return e.Message;
                }
            },
            tasks => tasks.AddActivityFunc("Fails", _ => Fail(ref calls)));

        Assert.Equal("handler blew", end.ReadOutputAs<string>());
    }

    [Theory]
    [Trait("Row", "A12, A13")]
    [InlineData(null)]
    [InlineData("my-child")]
    public async Task Policy_of_a_sub_orchestration_reuses_its_instance_id(string? childId)
    {
        var ids = new List<string>();
        var end = await Scenario.RunMainAsync(
            context => context.CallSubOrchestratorAsync<string>(
                "Child", new SubOrchestrationOptions(new TaskRetryOptions(new RetryPolicy(3, Short)), childId)),
            tasks => tasks.AddOrchestratorFunc<string>("Child", context =>
            {
                ids.Add(context.InstanceId);
                return ids.Count == 3 ? context.InstanceId : throw new InvalidOperationException("not yet");
            }));

        Assert.Equal(3, ids.Count);
        Assert.Single(ids.Distinct());
        Assert.Equal(childId ?? ids[0], end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "A14")]
    public async Task Handler_of_a_sub_orchestration_reuses_its_instance_id()
    {
        var ids = new List<string>();
        var end = await Scenario.RunMainAsync(
            context => context.CallSubOrchestratorAsync<string>(
                "Child", TaskOptions.FromRetryHandler(retry => retry.LastFailure.ErrorMessage == "not yet")),
            tasks => tasks.AddOrchestratorFunc<string>("Child", context =>
            {
                ids.Add(context.InstanceId);
                return ids.Count == 3 ? "done" : throw new InvalidOperationException("not yet");
            }));

        Assert.Equal("done", end.ReadOutputAs<string>());
        Assert.Equal(3, ids.Count);
        Assert.Single(ids.Distinct());
    }

    [Fact]
    [Trait("Row", "A15, B18")]
    public async Task Unknown_activity_is_not_retried()
    {
        var end = await Scenario.RunMainAsync(async context =>
        {
            try
            {
                await context.CallActivityAsync("Nobody", new TaskOptions(new RetryPolicy(4, Short)));
                return "";
            }
            catch (TaskFailedException e)
            {
                return $"{e.TaskId} {e.FailureDetails.ErrorType} {e.FailureDetails.StackTrace}{e.Message}";
            }
        });

        Assert.Equal(
            "0 ActivityTaskNotFound Task 'Nobody' (#0) failed with an unhandled exception: "
            + "No activity task named 'Nobody' was found.",
            end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "A17")]
    public void Policy_has_the_defaults()
    {
        var policy = new RetryPolicy(3, TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromHours(1), policy.MaxRetryInterval);
        Assert.Equal(Timeout.InfiniteTimeSpan, policy.RetryTimeout);
        Assert.Equal(1, policy.BackoffCoefficient);
    }

    [Theory]
    [Trait("Row", "A18")]
    [InlineData(0, 1000, 1, null, null, "The value for maxNumberOfAttempts must be greater than zero. (Parameter 'maxNumberOfAttempts')\nActual value was 0.")]
    [InlineData(1, 0, 1, null, null, "The value for firstRetryInterval must be greater than zero. (Parameter 'firstRetryInterval')\nActual value was 00:00:00.")]
    [InlineData(1, 1000, 0.5, null, null, "The value for backoffCoefficient must be greater or equal to 1.0. (Parameter 'backoffCoefficient')\nActual value was 0.5.")]
    [InlineData(1, 1000, 1, 999, null, "The value for maxRetryInterval must be greater or equal to the value for firstRetryInterval. (Parameter 'maxRetryInterval')\nActual value was 00:00:00.9990000.")]
    [InlineData(1, 1000, 1, null, 999, "The value for retryTimeout must be greater or equal to the value for firstRetryInterval. (Parameter 'retryTimeout')\nActual value was 00:00:00.9990000.")]
    public void Policy_refuses_values_out_of_range(
        int attempts, int first, double coefficient, int? longest, int? timeout, string message)
    {
        static TimeSpan? Time(int? milliseconds) => milliseconds is { } value ? TimeSpan.FromMilliseconds(value) : null;

        var e = Assert.Throws<ArgumentOutOfRangeException>(
            () => new RetryPolicy(attempts, Time(first)!.Value, coefficient, Time(longest), Time(timeout)));

        Assert.Equal(message, e.Message.ReplaceLineEndings("\n"));
    }

    private static object? Fail(ref int calls)
        => throw new InvalidOperationException($"fail {Interlocked.Increment(ref calls)}");

    private static object? FailUntil(int call, ref int calls)
        => Interlocked.Increment(ref calls) < call ? throw new InvalidOperationException("not yet") : null;
}
