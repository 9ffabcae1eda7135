namespace LocalFunctions.Tests.Engine;

/// <summary>Rows of the reference that hold on one of the real engines only, or that are not followed.</summary>
public sealed class DifferencesTests
{
    [Fact]
    [Trait("Row", "L11")]
    public async Task Empty_id_is_none()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, Tasks);

        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Quick", new StartOrchestrationOptions(""));

        Assert.Matches("^[0-9a-f]{32}$", id);
        await host.EndOfAsync(id);
    }

    [Fact]
    [Trait("Row", "N7")]
    public async Task Purge_with_an_end_of_the_window_only_takes_what_is_older()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, Tasks);
        var created = (await RunAsync(host, "old")).CreatedAt;
        await RunAsync(host, "new");

        var before = await host.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedTo: created.AddTicks(-1)));
        var at = await host.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedTo: created));

        Assert.Equal((0, 1), (before.PurgedInstanceCount, at.PurgedInstanceCount));
        Assert.NotNull(await host.Client.GetInstanceAsync("new"));
    }

    [Fact]
    [Trait("Row", "N8, N9")]
    public async Task Instances_are_listed_by_id_and_a_page_token_goes_on_where_it_was()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, Tasks);
        foreach (var id in new[] { "c", "a", "B" })
        {
            await RunAsync(host, id);
        }

        var pages = new List<Page<OrchestrationMetadata>>();
        await foreach (var page in host.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 2)).AsPages())
        {
            pages.Add(page);
        }

        Assert.Equal(["a", "B"], pages[0].Values.Select(state => state.InstanceId));
        Assert.Equal(["c"], pages[1].Values.Select(state => state.InstanceId));
        var rest = host.Client.GetAllInstancesAsync(new OrchestrationQuery(ContinuationToken: pages[0].ContinuationToken));
        Assert.Equal(["c"], await IdsAsync(rest));
    }

    [Fact]
    [Trait("Row", "N9")]
    public async Task Page_size_below_one_and_a_foreign_token_are_refused()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, Tasks);
        await RunAsync(host, "a");

        var size = Assert.Throws<ArgumentOutOfRangeException>(
            () => host.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 0)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () =>
        {
            await foreach (var _ in host.Client.GetAllInstancesAsync().AsPages(pageSizeHint: 0))
            {
            }
        });
        await Assert.ThrowsAsync<ArgumentException>(
            () => IdsAsync(host.Client.GetAllInstancesAsync(new OrchestrationQuery(ContinuationToken: "no token"))));

        Assert.Equal("PageSize", size.ParamName);
    }

    [Fact]
    [Trait("Row", "M9")]
    public async Task Rewind_is_refused_and_names_the_restart()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, Tasks);

        var e = await Assert.ThrowsAsync<NotSupportedException>(() => host.Client.RewindInstanceAsync("a", "why"));

        Assert.Contains("RestartAsync", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "P2")]
    public async Task Context_refuses_a_caller_outside_the_turn()
    {
        var refused = new TaskCompletionSource<string>();
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, tasks => tasks.AddOrchestratorFunc("Main", async context =>
        {
            await Task.Run(async () =>
            {
                try
                {
                    await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
                }
                catch (InvalidOperationException e)
                {
                    refused.TrySetResult(e.Message);
                }
            });
            return 0;
        }));

        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("p2"));

        Assert.StartsWith(
            "An invalid asynchronous invocation was detected.",
            await refused.Task.WaitAsync(TimeSpan.FromSeconds(30)),
            StringComparison.Ordinal);
        Assert.True((await host.Client.WaitForInstanceStartAsync("p2")).IsRunning);
    }

    private static async Task<OrchestrationMetadata> RunAsync(EngineHost host, string id)
        => await host.EndOfAsync(
            await host.Client.ScheduleNewOrchestrationInstanceAsync("Quick", new StartOrchestrationOptions(id)));

    private static async Task<List<string>> IdsAsync(AsyncPageable<OrchestrationMetadata> all)
    {
        var ids = new List<string>();
        await foreach (var state in all)
        {
            ids.Add(state.InstanceId);
        }

        return ids;
    }

    private static void Tasks(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc("Quick", _ => Task.FromResult(0));
}
