using FunctionsExport.Catalog;
using FunctionsExport.EndToEnd.Catalog.Support;
using FunctionsExport.EndToEnd.Support;
using LocalFunctions.DurableTask.Client;

namespace FunctionsExport.EndToEnd.Starting;

/// <summary>Starts that a client has named by a key, on real Azurite.</summary>
public sealed class IdempotencyTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private AppParts _app = null!;

    public async Task InitializeAsync() => _app = await AppParts.StartAsync(azurite);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Repeat_gives_the_same_export()
    {
        var first = await StartAsync("key");
        _app.Time.Now += TimeSpan.FromSeconds(10);

        Assert.Equal(first, await StartAsync("key"));
        Assert.True(first!.Granted);
        Assert.Equal([first.Owner], _app.Scheduled);
        Assert.Equal(ExportId.ForKey("orders", _app.Time.Now - TimeSpan.FromSeconds(10), "key").ToString(), first.Owner);
    }

    [Fact]
    public async Task Repeat_gives_the_same_export_after_it_has_ended_and_every_trace_of_it_is_gone()
    {
        var first = await StartAsync("key");
        _app.Forget(first!.Owner);
        await _app.Locks.ReleaseAsync(AppParts.Database, first.Owner, default);
        _app.Time.Now += IdempotencyKeys.Kept - TimeSpan.FromSeconds(1);

        Assert.Equal(first, await StartAsync("key"));
        Assert.Single(_app.Scheduled);
    }

    [Fact]
    public async Task Repeat_completes_a_start_that_was_cut_off_before_the_lock()
    {
        var recorded = await _app.Keys.RecordAsync("key", "orders", null, false, default);

        var repeat = await StartAsync("key");

        Assert.Equal(recorded!.Value.Start.Id, repeat!.Owner);
        Assert.Equal([repeat.Owner], _app.Scheduled);
    }

    [Fact]
    public async Task Repeat_completes_a_start_that_was_cut_off_after_the_lock()
    {
        var recorded = await _app.Keys.RecordAsync("key", "orders", null, false, default);
        await _app.HoldAsync(recorded!.Value.Start.Id, LockPhase.Reserved);

        var repeat = await StartAsync("key");

        Assert.Equal([repeat!.Owner], _app.Scheduled);
    }

    [Fact]
    public async Task Repeat_of_a_start_that_the_runtime_refused_starts_it()
    {
        _app.ScheduleFails = new InvalidOperationException("The hub is away.");
        await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync("key"));
        Assert.Null(await _app.Locks.FindAsync(AppParts.Database, default));

        var repeat = await StartAsync("key");

        Assert.Equal([repeat!.Owner], _app.Scheduled);
    }

    [Fact]
    public async Task Repeat_that_finds_the_export_ended_takes_no_lock()
    {
        var recorded = await _app.Keys.RecordAsync("key", "orders", null, false, default);
        await _app.Manifests.WriteAsync(
            CatalogTest.ManifestOf(ExportId.Parse(recorded!.Value.Start.Id)!, ExportState.Failed), default);

        var repeat = await StartAsync("key");

        Assert.Equal(new Reservation(recorded.Value.Start.Id, Granted: true), repeat);
        Assert.Empty(_app.Scheduled);
        Assert.Null(await _app.Locks.FindAsync(AppParts.Database, default));
    }

    [Fact]
    public async Task Twenty_simultaneous_starts_with_one_key_give_one_export()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => StartAsync("key"))));

        var id = Assert.Single(_app.Scheduled);
        Assert.All(answers, a => Assert.Equal(new Reservation(id, Granted: true), a));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_body_is_refused(bool asked)
    {
        await StartAsync("key");

        Assert.Null(await StartAsync("key", asked));
        Assert.Single(_app.Scheduled);
    }

    [Fact]
    public async Task Busy_database_leaves_the_start_to_a_repeat()
    {
        var other = await StartAsync("other");
        Assert.Equal(new Reservation(other!.Owner, Granted: false), await StartAsync("key"));
        _app.Put(other.Owner, OrchestrationRuntimeStatus.Completed);

        var repeat = await StartAsync("key");

        Assert.True(repeat!.Granted);
        Assert.Equal([other.Owner, repeat.Owner], _app.Scheduled);
    }

    [Fact]
    public async Task Key_means_a_new_export_after_a_day()
    {
        var first = await StartAsync("key");
        _app.Put(first!.Owner, OrchestrationRuntimeStatus.Completed);
        _app.Time.Now += IdempotencyKeys.Kept;

        var second = await StartAsync("key", asked: true);

        Assert.NotEqual(first.Owner, second!.Owner);
        Assert.Equal([first.Owner, second.Owner], _app.Scheduled);
    }

    [Fact]
    public async Task Sweep_removes_keys_whose_time_has_passed_and_no_others()
    {
        await StartAsync("old");
        _app.Time.Now += TimeSpan.FromHours(1);
        await StartAsync("young");
        _app.Time.Now += IdempotencyKeys.Kept - TimeSpan.FromHours(1);

        Assert.Equal(1, await _app.Keys.SweepAsync(default));

        Assert.Single(await AppParts.BlobsAsync(_app.Storage.State), n => n.StartsWith("idempotency/", StringComparison.Ordinal));
        Assert.Equal(0, await _app.Keys.SweepAsync(default));
    }

    [Fact]
    public async Task Key_itself_is_kept_nowhere()
    {
        await StartAsync("secret-key");

        foreach (var name in await AppParts.BlobsAsync(_app.Storage.State))
        {
            Assert.DoesNotContain("secret-key", name, StringComparison.Ordinal);
            var content = await _app.Storage.State.GetBlobClient(name).DownloadContentAsync();
            Assert.DoesNotContain("secret-key", content.Value.Content.ToString(), StringComparison.Ordinal);
        }
    }

    private Task<Reservation?> StartAsync(string key, bool? asked = null) =>
        _app.Starter.StartOnceAsync(_app.Client.Object, _app.Source, asked, key, default);
}
