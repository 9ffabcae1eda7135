namespace Conformance;

public sealed class ExternalEventTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    [Fact]
    [Trait("Row", "D1")]
    public async Task Events_before_the_wait_are_kept_in_order()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            context.SetCustomStatus("waits");
            await context.WaitForExternalEvent<string>("Go");
            var first = await context.WaitForExternalEvent<string>("E");
            var second = await context.WaitForExternalEvent<string>("E");
            return first + second + await context.WaitForExternalEvent<string>("E");
        }));
        var id = await scenario.ScheduleUntilAsync("waits", "Main");

        var end = await RaiseAsync(scenario, id, ("E", "a"), ("E", "b"), ("E", "c"), ("Go", null));

        Assert.Equal("abc", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "D2")]
    public async Task Newest_of_several_waiters_is_served_first()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            context.SetCustomStatus("waits");
            var waits = Enumerable.Range(0, 3).Select(_ => context.WaitForExternalEvent<string>("E")).ToList();
            return string.Concat(await Task.WhenAll(waits));
        }));
        var id = await scenario.ScheduleUntilAsync("waits", "Main");

        var end = await RaiseAsync(scenario, id, ("E", "a"), ("E", "b"), ("E", "c"));

        Assert.Equal("cba", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "D3")]
    public async Task Kept_events_go_to_waiters_in_the_order_of_both()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            context.SetCustomStatus("waits");
            await context.WaitForExternalEvent<string>("Go");
            var waits = Enumerable.Range(0, 3).Select(_ => context.WaitForExternalEvent<string>("E")).ToList();
            return string.Concat(await Task.WhenAll(waits));
        }));
        var id = await scenario.ScheduleUntilAsync("waits", "Main");

        var end = await RaiseAsync(scenario, id, ("E", "a"), ("E", "b"), ("E", "c"), ("Go", null));

        Assert.Equal("abc", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "D4, D5")]
    public async Task Event_reaches_the_waiter_of_its_name_in_any_case()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            context.SetCustomStatus("waits");
            var approval = context.WaitForExternalEvent<string>("Approval");
            var refusal = context.WaitForExternalEvent<string>("Refusal");
            var first = await Task.WhenAny(approval, refusal);
            return $"{first == approval} {refusal.IsCompleted} {await first}";
        }));
        var id = await scenario.ScheduleUntilAsync("waits", "Main");

        var end = await RaiseAsync(scenario, id, ("aPPROVAL", "yes"));

        Assert.Equal("True False yes", end.ReadOutputAs<string>());
    }

    [Theory]
    [Trait("Row", "D6, D7")]
    [InlineData(100)]
    [InlineData(0)]
    [InlineData(-5000)]
    [InlineData(-1)]
    public async Task Wait_that_times_out_is_cancelled(int milliseconds)
    {
        var end = await Scenario.RunMainAsync(async context =>
        {
            try
            {
                return await context.WaitForExternalEvent<string>("E", TimeSpan.FromMilliseconds(milliseconds));
            }
            catch (TaskCanceledException e)
            {
                return e.Message;
            }
        });

        Assert.Equal("A task was canceled.", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "D8")]
    public async Task Event_in_time_ends_the_instance_at_once()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            context.SetCustomStatus("waits");
            return await context.WaitForExternalEvent<string>("E", TimeSpan.FromDays(1));
        }));
        var id = await scenario.ScheduleUntilAsync("waits", "Main");

        var end = await RaiseAsync(scenario, id, ("E", "x"));

        Assert.Equal("x", end.ReadOutputAs<string>());
    }

    [Theory]
    [Trait("Row", "D9")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Wait_can_be_cancelled(bool before)
    {
        var end = await Scenario.RunMainAsync(async context =>
        {
            using var cancellation = new CancellationTokenSource();
            if (before)
            {
                cancellation.Cancel();
            }

            var wait = context.WaitForExternalEvent<string>("E", cancellation.Token);
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            cancellation.Cancel();
            try
            {
                return await wait;
            }
            catch (TaskCanceledException e)
            {
                return e.Message;
            }
        });

        Assert.Equal("A task was canceled.", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "D10")]
    public async Task Cancelled_waiter_swallows_the_next_event()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            var log = "";
            async Task Wait()
            {
                try
                {
                    log += await context.WaitForExternalEvent<string>("E", Short);
                }
                catch (TaskCanceledException)
                {
                    log += "-";
                }
            }

            await Wait();
            context.SetCustomStatus("waits");
            await context.WaitForExternalEvent<string>("Go");
            await Wait();
            return log;
        }));
        var id = await scenario.ScheduleUntilAsync("waits", "Main");

        var end = await RaiseAsync(scenario, id, ("E", "x"), ("Go", null));

        Assert.Equal("--", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "D11")]
    public async Task Live_waiter_above_cancelled_ones_is_served_and_its_successor_too()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            using var cancellation = new CancellationTokenSource();
            _ = context.WaitForExternalEvent<string>("E", cancellation.Token);
            _ = context.WaitForExternalEvent<string>("E", cancellation.Token);
            cancellation.Cancel();
            context.SetCustomStatus("waits");
            var first = await context.WaitForExternalEvent<string>("E");
            return first + await context.WaitForExternalEvent<string>("E");
        }));
        var id = await scenario.ScheduleUntilAsync("waits", "Main");

        var end = await RaiseAsync(scenario, id, ("E", "a"), ("E", "b"), ("E", "c"), ("E", "d"));

        Assert.Equal("ab", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "D10, D11")]
    public async Task Cancelled_waiter_swallows_one_event_and_the_wait_after_it_gets_the_next()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            using var cancellation = new CancellationTokenSource();
            _ = context.WaitForExternalEvent<string>("E", cancellation.Token);
            cancellation.Cancel();
            context.SetCustomStatus("waits");
            await context.WaitForExternalEvent<string>("Go");
            return await context.WaitForExternalEvent<string>("E");
        }));
        var id = await scenario.ScheduleUntilAsync("waits", "Main");

        var end = await RaiseAsync(scenario, id, ("E", "one"), ("E", "two"), ("Go", null));

        Assert.Equal("two", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "D12")]
    public async Task Missing_payload_is_null_and_an_empty_one_is_empty()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            context.SetCustomStatus("waits");
            var first = await context.WaitForExternalEvent<string>("E");
            var second = await context.WaitForExternalEvent<string>("E");
            return $"{first is null} {second == ""}";
        }));
        var id = await scenario.ScheduleUntilAsync("waits", "Main");

        var end = await RaiseAsync(scenario, id, ("E", null), ("E", ""));

        Assert.Equal("True True", end.ReadOutputAs<string>());
    }

    [Theory]
    [Trait("Row", "D13, D14")]
    [InlineData("5", "System.Text.Json.JsonException")]
    [InlineData(null, "System.NullReferenceException")]
    public async Task Unfit_payload_fails_the_instance_past_any_handler(string? payload, string type)
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            context.SetCustomStatus("waits");
            try
            {
                return await context.WaitForExternalEvent<int>("E");
            }
            catch (Exception)
            {
                return -1;
            }
        }));
        var id = await scenario.ScheduleUntilAsync("waits", "Main");

        var end = await RaiseAsync(scenario, id, ("E", payload));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(type, end.FailureDetails!.ErrorType);
        Assert.Null(end.SerializedCustomStatus);
    }

    [Theory]
    [Trait("Row", "D13")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Payload_that_is_no_text_fails_a_waiter_for_text(bool number)
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            context.SetCustomStatus("waits");
            return await context.WaitForExternalEvent<string>("E");
        }));
        var id = await scenario.ScheduleUntilAsync("waits", "Main");

        var end = await RaiseAsync(scenario, id, ("E", number ? 5 : new { Name = "n" }));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("System.Text.Json.JsonException", end.FailureDetails!.ErrorType);
    }

    [Fact]
    [Trait("Row", "D15, D16")]
    public async Task Payload_is_read_as_inputs_are()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            context.SetCustomStatus("waits");
            var number = await context.WaitForExternalEvent<int>("Number");
            var person = await context.WaitForExternalEvent<Person>("Person");
            return $"{number} {person.Name is null} {person.Age}";
        }));
        var id = await scenario.ScheduleUntilAsync("waits", "Main");

        var end = await RaiseAsync(scenario, id, ("Number", 5.0), ("Person", new { name = "lower", Age = 7 }));

        Assert.Equal("5 True 7", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "D17")]
    public async Task Payload_as_object_is_a_json_element()
    {
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            context.SetCustomStatus("waits");
            return (await context.WaitForExternalEvent<object>("E")).GetType().FullName;
        }));
        var id = await scenario.ScheduleUntilAsync("waits", "Main");

        var end = await RaiseAsync(scenario, id, ("E", new { Name = "n" }));

        Assert.Equal("System.Text.Json.JsonElement", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "D18")]
    public async Task Waiters_of_one_name_need_one_type()
    {
        var end = await Scenario.RunMainAsync(async context =>
        {
            _ = context.WaitForExternalEvent<int>("E");
            try
            {
                return await context.WaitForExternalEvent<string>("E");
            }
            catch (ArgumentException e)
            {
                return e.Message;
            }
        });

        Assert.Equal(
            "Events with the same name must have the same type argument. Expected System.Int32 but was requested "
            + "System.String.",
            end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "D19")]
    public async Task Event_from_an_orchestrator_to_an_unknown_instance_goes_nowhere()
    {
        var end = await Scenario.RunMainAsync(async context =>
        {
            context.SendEvent("nobody-there", "E", "lost");
            return await context.CallActivityAsync<string>("Echo", "on");
        });

        Assert.Equal("on", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "D25, L17")]
    public async Task Event_for_an_instance_with_a_start_time_is_delivered()
    {
        await using var scenario = await Scenario.StartAsync(
            tasks => tasks.AddOrchestratorFunc("Main", context => context.WaitForExternalEvent<string>("E")));
        await scenario.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main", new StartOrchestrationOptions("later-1", DateTimeOffset.UtcNow.AddMilliseconds(500)));

        var end = await RaiseAsync(scenario, "later-1", ("E", "kept"));

        Assert.Equal("kept", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "D20")]
    public async Task Event_to_oneself_is_received()
    {
        var end = await Scenario.RunMainAsync(async context =>
        {
            context.SendEvent(context.InstanceId, "E", "mine");
            return await context.WaitForExternalEvent<string>("E");
        });

        Assert.Equal("mine", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "D22")]
    public async Task Event_to_an_ended_instance_has_no_effect()
    {
        await using var scenario = await Scenario.StartAsync(
            tasks => tasks.AddOrchestratorFunc("Main", context => context.CallActivityAsync<string>("Echo", "x")));
        var before = await scenario.RunAsync("Main");

        await scenario.Client.RaiseEventAsync(before.InstanceId, "E", "late");

        var after = await scenario.Client.GetInstanceAsync(before.InstanceId, true);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, after!.RuntimeStatus);
        Assert.Equal("x", after.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "D21, D23")]
    public async Task Event_before_the_instance_exists_is_kept_for_it()
    {
        await using var scenario = await Scenario.StartAsync(
            tasks => tasks.AddOrchestratorFunc("Main", context => context.WaitForExternalEvent<string>("E")));

        await scenario.Client.RaiseEventAsync("early-1", "E", "early");
        var end = await scenario.RunAsync("Main", instanceId: "early-1");

        Assert.Equal("early", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "D24")]
    public async Task Missing_names_are_refused()
    {
        await using var scenario = await Scenario.StartAsync(_ => { });

        var noEvent = await Assert.ThrowsAsync<ArgumentException>(() => scenario.Client.RaiseEventAsync("id", ""));
        await Assert.ThrowsAsync<ArgumentNullException>(() => scenario.Client.RaiseEventAsync(null!, "E"));

        Assert.Equal(
            "Parameter cannot be an empty string or start with the null character. (Parameter 'eventName')",
            noEvent.Message);
    }

    [Fact]
    [Trait("Row", "D26")]
    public async Task Large_payload_arrives_whole()
    {
        var text = new string('x', 1024 * 1024);
        await using var scenario = await Scenario.StartAsync(tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            context.SetCustomStatus("waits");
            return (await context.WaitForExternalEvent<string>("E")).Length;
        }));
        var id = await scenario.ScheduleUntilAsync("waits", "Main");

        var end = await RaiseAsync(scenario, id, ("E", text));

        Assert.Equal(text.Length, end.ReadOutputAs<int>());
    }

    public sealed class Person
    {
        public string? Name { get; set; }

        public int Age { get; set; }
    }

    private static async Task<OrchestrationMetadata> RaiseAsync(
        Scenario scenario, string id, params (string Name, object? Payload)[] events)
    {
        foreach (var (name, payload) in events)
        {
            await scenario.Client.RaiseEventAsync(id, name, payload);
        }

        return await scenario.EndOfAsync(id);
    }
}
