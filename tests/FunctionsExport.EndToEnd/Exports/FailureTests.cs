using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Faults;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Exports;

/// <summary>What goes wrong at the provider, and what the user is told.</summary>
public sealed class FailureTests : IAsyncLifetime
{
    private ExportWorld _world = null!;

    private FunctionsExport.Emulators.RedisEnterprise.Databases.ClusterDatabase Database => _world.Database("orders");

    public async Task InitializeAsync() => _world = await ExportWorld.StartAsync(new WorldOptions
    {
        Databases = [("orders", 2)],
        Settings = { ["Export__StartGrace"] = "00:00:10" },
    });

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Busy_database_is_asked_again_until_it_is_free()
    {
        Database.Faults.BusyAnswers = 1;

        var status = await RunAsync(fetch: false);

        Assert.Equal("succeeded", ExportApi.StateOf(status));
        Assert.Equal(1, Database.ExportsAccepted);
        Assert.Equal(2, Database.ExportRequests);
    }

    [Fact]
    public async Task Lost_answer_to_the_start_is_settled_by_reading()
    {
        Database.Faults.DropsAfterAccepting = 1;

        var status = await RunAsync(fetch: true);

        Assert.Equal("succeeded", ExportApi.StateOf(status));
        Assert.Equal(1, Database.ExportRequests);
        Assert.Equal(1, Database.ExportsAccepted);
    }

    [Fact]
    public async Task Lost_request_is_reported_as_not_started_and_never_sent_again()
    {
        Database.Faults.DropsBeforeAccepting = 1;

        var status = await RunAsync(fetch: false);

        AssertFailed("not-started", status);
        Assert.Equal(1, Database.ExportRequests);
    }

    [Fact]
    public async Task Stale_success_of_an_earlier_export_does_not_count()
    {
        Assert.Equal("succeeded", ExportApi.StateOf(await RunAsync(fetch: false)));
        Database.Faults.StaleSucceededReads = 2;

        var status = await RunAsync(fetch: true);

        Assert.Equal("succeeded", ExportApi.StateOf(status));
        Assert.All(status["files"]!.AsArray(), f => Assert.NotNull(f!["sha256"]));
        Assert.Equal(2, Database.ExportsAccepted);
    }

    [Theory]
    [InlineData("no-permission", "destination-denied")]
    [InlineData("wrong-file-path", "destination-not-found")]
    [InlineData("general-error", "export-failed")]
    public async Task Failed_export_has_the_providers_reason(string reason, string code)
    {
        Database.Faults.NextRun(RunFault.Fail(reason));

        AssertFailed(code, await RunAsync(fetch: true));
    }

    [Fact]
    public async Task Missing_shard_file_is_an_incomplete_export()
    {
        Database.Faults.NextRun(RunFault.SucceedWith(FileFault.Missing));

        var status = await RunAsync(fetch: true);

        AssertFailed("incomplete", status);
        Assert.Equal([(string)status["manifest"]!], await _world.ListBlobsAsync());
    }

    [Fact]
    public async Task Truncated_file_is_never_committed()
    {
        Database.Faults.NextRun(RunFault.SucceedWith(FileFault.Truncated));
        await _world.FillAsync("orders", keys: 500);

        var status = await RunAsync(fetch: true);

        AssertFailed("corrupt", status);

        // The other shard's file was good, and is removed: half an export is none.
        Assert.All(status["files"]!.AsArray(), f => Assert.Null(f!["blob"]));
        Assert.Equal([(string)status["manifest"]!], await _world.ListBlobsAsync());
        var staged = new List<string>();
        await foreach (var blob in _world.Exports.GetBlobsAsync(states: Azure.Storage.Blobs.Models.BlobStates.Uncommitted))
        {
            staged.Add(blob.Name);
        }

        Assert.Equal([(string)status["manifest"]!], staged);
    }

    [Fact]
    public async Task Unavailable_provider_is_asked_again()
    {
        Database.Faults.Answer(RequestKind.Read, status: 503, times: 2);

        Assert.Equal("succeeded", ExportApi.StateOf(await RunAsync(fetch: false)));
    }

    private async Task<JsonObject> RunAsync(bool fetch) =>
        await _world.Api.WaitForEndAsync(await _world.Api.StartAcceptedAsync("orders", fetch));

    private static void AssertFailed(string code, JsonObject status)
    {
        Assert.Equal("failed", ExportApi.StateOf(status));
        Assert.Equal(code, (string)status["failure"]!["code"]!);
        Assert.NotEmpty((string)status["reason"]!);
    }
}
