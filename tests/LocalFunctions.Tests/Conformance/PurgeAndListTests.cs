namespace Conformance;

public sealed class PurgeAndListTests
{
    [Fact]
    [Trait("Row", "N1")]
    public async Task Purged_instance_is_gone()
    {
        await using var scenario = await Scenario.StartAsync(Orchestrators);
        await scenario.RunAsync("Quick", instanceId: "p1");

        var first = await scenario.Client.PurgeInstanceAsync("p1");
        var again = await scenario.Client.PurgeInstanceAsync("p1");

        Assert.Equal((1, null), (first.PurgedInstanceCount, first.IsComplete));
        Assert.Equal(0, again.PurgedInstanceCount);
        Assert.Null(await scenario.Client.GetInstanceAsync("p1"));
    }

    [Fact]
    [Trait("Row", "N2")]
    public async Task Running_instance_is_not_purged_by_its_id()
    {
        await using var scenario = await Scenario.StartAsync(Orchestrators);
        await scenario.ScheduleUntilAsync("waits", "Waits", instanceId: "p2");

        var result = await scenario.Client.PurgeInstanceAsync("p2");

        Assert.Equal(0, result.PurgedInstanceCount);
        Assert.True((await scenario.Client.GetInstanceAsync("p2"))!.IsRunning);
    }

    [Fact]
    [Trait("Row", "N3")]
    public async Task Children_stay()
    {
        await using var scenario = await Scenario.StartAsync(Orchestrators);
        await scenario.RunAsync("Parent", instanceId: "p3");

        var result = await scenario.Client.PurgeInstanceAsync("p3", new PurgeInstanceOptions(Recursive: true));

        Assert.Equal(1, result.PurgedInstanceCount);
        Assert.NotNull(await scenario.Client.GetInstanceAsync("child-of-p3"));
    }

    [Fact]
    [Trait("Row", "N4, N6")]
    public async Task Purge_by_status_takes_only_that()
    {
        await using var scenario = await Scenario.StartAsync(Orchestrators);
        await scenario.RunAsync("Quick", instanceId: "p4");
        await scenario.RunAsync("Fails", instanceId: "p5");
        var yesterday = DateTimeOffset.UtcNow.AddDays(-1);
        var filter = new PurgeInstancesFilter(
            yesterday, yesterday.AddDays(2), [OrchestrationRuntimeStatus.Failed]);

        var first = await scenario.Client.PurgeAllInstancesAsync(filter);
        var again = await scenario.Client.PurgeAllInstancesAsync(filter);

        Assert.Equal((1, 0), (first.PurgedInstanceCount, again.PurgedInstanceCount));
        Assert.NotNull(await scenario.Client.GetInstanceAsync("p4"));
        Assert.Null(await scenario.Client.GetInstanceAsync("p5"));
    }

    [Fact]
    [Trait("Row", "N5")]
    public async Task Purge_without_statuses_takes_running_instances_too()
    {
        await using var scenario = await Scenario.StartAsync(Orchestrators);
        await scenario.RunAsync("Quick");
        await scenario.ScheduleUntilAsync("waits", "Waits", instanceId: "p6");
        var yesterday = DateTimeOffset.UtcNow.AddDays(-1);

        var result = await scenario.Client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(yesterday, yesterday.AddDays(2)));

        Assert.Equal(2, result.PurgedInstanceCount);
        Assert.Null(await scenario.Client.GetInstanceAsync("p6"));
    }

    [Fact]
    [Trait("Row", "N9")]
    public async Task Pages_hold_all_instances_once()
    {
        await using var scenario = await Scenario.StartAsync(Orchestrators);
        for (var i = 0; i < 5; i++)
        {
            await scenario.RunAsync("Quick", instanceId: $"page-{i}");
        }

        var pages = new List<Page<OrchestrationMetadata>>();
        await foreach (var page in scenario.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 4))
            .AsPages(pageSizeHint: 2))
        {
            pages.Add(page);
        }

        Assert.All(pages, page => Assert.True(page.Values.Count <= 2));
        Assert.Null(pages[^1].ContinuationToken);
        Assert.Equal(
            Enumerable.Range(0, 5).Select(i => $"page-{i}"),
            pages.SelectMany(page => page.Values).Select(state => state.InstanceId).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Row", "N10, N11")]
    public async Task Filters_narrow_the_list()
    {
        await using var scenario = await Scenario.StartAsync(Orchestrators);
        await scenario.RunAsync("Quick", "in", "alpha-1");
        await scenario.RunAsync("Fails", instanceId: "alpha-2");
        await scenario.RunAsync("Quick", instanceId: "beta-1");
        var later = DateTimeOffset.UtcNow.AddDays(1);

        async Task<string> List(OrchestrationQuery query)
        {
            var ids = new List<string>();
            await foreach (var state in scenario.Client.GetAllInstancesAsync(query))
            {
                ids.Add(state.InstanceId);
            }

            return string.Join(' ', ids.Order(StringComparer.Ordinal));
        }

        Assert.Equal("alpha-1 alpha-2", await List(new OrchestrationQuery(InstanceIdPrefix: "ALPHA")));
        Assert.Equal("alpha-2", await List(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Failed])));
        Assert.Equal(
            "alpha-1 alpha-2 beta-1",
            await List(new OrchestrationQuery(
                Statuses: [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Completed])));
        Assert.Equal("alpha-1 alpha-2 beta-1", await List(new OrchestrationQuery(Statuses: [])));
        Assert.Equal("", await List(new OrchestrationQuery(CreatedFrom: later, CreatedTo: later.AddDays(1))));
        await foreach (var state in scenario.Client.GetAllInstancesAsync(
            new OrchestrationQuery(InstanceIdPrefix: "alpha-1", FetchInputsAndOutputs: true)))
        {
            Assert.Equal("in", state.ReadInputAs<string>());
        }
    }

    [Fact]
    [Trait("Row", "N10")]
    public async Task Window_of_creation_includes_its_ends()
    {
        await using var scenario = await Scenario.StartAsync(Orchestrators);
        var at = (await scenario.RunAsync("Quick", instanceId: "exact")).CreatedAt;

        async Task<int> Count(DateTimeOffset from, DateTimeOffset to)
        {
            var count = 0;
            await foreach (var _ in scenario.Client.GetAllInstancesAsync(new OrchestrationQuery(from, to)))
            {
                count++;
            }

            return count;
        }

        Assert.Equal(1, await Count(at, at));
        Assert.Equal(0, await Count(at.AddTicks(1), at.AddSeconds(1)));
        Assert.Equal(0, await Count(at.AddSeconds(-1), at.AddTicks(-1)));
    }

    [Fact]
    [Trait("Row", "N11")]
    public async Task Listed_instance_shows_its_values_but_reads_them_only_on_demand()
    {
        await using var scenario = await Scenario.StartAsync(Orchestrators);
        await scenario.RunAsync("Quick", "in", "listed");
        await scenario.RunAsync("Fails", "in", "listed-failed");

        await foreach (var state in scenario.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: "listed")))
        {
            Assert.Equal("\"in\"", state.SerializedInput);
            Assert.NotNull(state.SerializedOutput);
            Assert.Null(state.DataConverter);
            Assert.Null(state.FailureDetails);
        }
    }

    private static void Orchestrators(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc<string, string>("Quick", (_, input) => Task.FromResult(input));
        tasks.AddOrchestratorFunc<string, string>("Fails", (_, _) => Task.FromResult(Fault.Throw("boom")));
        tasks.AddOrchestratorFunc<string, string>("Waits", async (context, _) =>
        {
            context.SetCustomStatus("waits");
            return await context.WaitForExternalEvent<string>("Never");
        });
        tasks.AddOrchestratorFunc<string, string>("Parent", (context, _) => context.CallSubOrchestratorAsync<string>(
            "Quick", new SubOrchestrationOptions(instanceId: $"child-of-{context.InstanceId}")));
    }
}
