using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using FunctionsExport.Catalog;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Exports;

/// <summary>
/// Scheduled exports of databases that another export has: three databases, each with a source that was exported on request and is held
/// by the cluster, and one that is due meanwhile.
/// </summary>
public sealed class WaitingScheduleTests : IAsyncLifetime
{
    private static readonly string[] Names = ["orders", "sessions", "billing"];

    private readonly Dictionary<string, string> _owners = [];
    private ExportWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await ExportWorld.StartAsync(new WorldOptions
        {
            Databases = [.. Names.Select(n => (n, 1))],
            Settings = { ["Export__Sources__orders__Deadline"] = "00:01:00" },
            LateSettings = world => Names.Index().SelectMany(n => world.SourceSettings(n.Index + 1).Select(
                s => KeyValuePair.Create($"Export__Sources__{n.Item}asked__{s.Key}", s.Value))).ToDictionary(),
        });
        foreach (var name in Names)
        {
            _world.Database(name).Hold = true;
            _owners[name] = await _world.Api.StartAcceptedAsync(name + "asked", fetch: false);
        }

        foreach (var owner in _owners.Values)
        {
            await _world.Api.WaitAsync(owner, s => ExportApi.StateOf(s) == "exporting");
        }

        // The schedules come with the next start, so that nothing is due before the databases are taken.
        Assert.Equal(0, await _world.App.StopAsync());
        var minute = (DateTimeOffset.UtcNow.Minute + 9) % 10;
        foreach (var name in Names)
        {
            _world.App.Settings[$"Export__Sources__{name}__Schedule"] =
                string.Create(CultureInfo.InvariantCulture, $"0 {minute}-59/10 * * * *");
        }

        await _world.App.StartAsync();
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Due_exports_wait_and_are_skipped_at_the_deadline_or_run_or_leave_a_trace()
    {
        var waiting = new Dictionary<string, string>();
        foreach (var name in Names)
        {
            waiting[name] = await FindWaitingAsync(name);
        }

        _world.Database("sessions").Hold = false;
        await TerminateAsync(waiting["billing"]);

        await AssertSkippedAsync("orders", waiting["orders"]);
        await AssertRunAsync("sessions", waiting["sessions"]);
        await AssertTracedAsync("billing", waiting["billing"]);
    }

    /// <summary>Busy until the deadline: skipped, with who had the database, and the provider was never asked.</summary>
    private async Task AssertSkippedAsync(string name, string id)
    {
        var status = await _world.Api.WaitForEndAsync(id);

        Assert.Equal("skipped", ExportApi.StateOf(status));
        Assert.Equal("database-busy", (string)status["failure"]!["code"]!);
        Assert.Contains(_owners[name], (string)status["reason"]!, StringComparison.Ordinal);
        Assert.Equal(1, _world.Database(name).ExportRequests);
        var manifest = await new Manifests(_world.Exports).FindAsync(ExportId.Parse(id)!, default);
        Assert.Equal((ExportState.Skipped, "schedule"), (manifest!.State, manifest.Trigger));
        Assert.True(manifest.Retries > 0);

        // The one that had the database has it still.
        Assert.Equal("exporting", ExportApi.StateOf((await _world.Api.GetAsync(_owners[name])).Body));
    }

    /// <summary>Free before the deadline: it runs, once the other one has ended.</summary>
    private async Task AssertRunAsync(string name, string id)
    {
        var status = await _world.Api.WaitForEndAsync(id);

        Assert.Equal("succeeded", ExportApi.StateOf(status));
        Assert.Equal(2, _world.Database(name).ExportsAccepted);
        var before = await _world.Api.GetAsync(_owners[name]);
        Assert.Equal("succeeded", ExportApi.StateOf(before.Body));
        Assert.True((DateTimeOffset)status["startedAt"]! >= (DateTimeOffset)before.Body["endedAt"]!);
    }

    /// <summary>Terminated while it waited: its manifest says so, and the other export is not disturbed.</summary>
    private async Task AssertTracedAsync(string name, string id)
    {
        Manifest? manifest = null;
        await Eventually.HoldsAsync(async () =>
            (manifest = await new Manifests(_world.Exports).FindAsync(ExportId.Parse(id)!, default)) is not null);

        Assert.Equal((ExportState.Failed, "terminated", "schedule"), (manifest!.State, manifest.Failure!.Code, manifest.Trigger));
        Assert.Equal(ExportId.Parse(id)!.Time, manifest.RequestedAt);
        Assert.Equal("exporting", ExportApi.StateOf((await _world.Api.GetAsync(_owners[name])).Body));
        Assert.Equal(1, _world.Database(name).ExportRequests);
        await Eventually.HoldsAsync(async () => await new RunRecords(_world.State).FindRequestAsync(id, default) is null);
    }

    private async Task<string> FindWaitingAsync(string source)
    {
        JsonNode? found = null;
        await Eventually.HoldsAsync(async () =>
        {
            var list = await _world.Api.SendAsync(HttpMethod.Get, $"api/exports?source={source}&state=queued");
            found = list.Body["exports"]!.AsArray().SingleOrDefault();
            return ((string?)found?["reason"])?.Contains("database-busy", StringComparison.Ordinal) == true;
        });
        return (string)found!["id"]!;
    }

    private async Task TerminateAsync(string id)
    {
        var key = await File.ReadAllTextAsync(_world.App.StorePath + ".durabletask_extension.key");
        var answer = await _world.Api.SendAsync(
            HttpMethod.Post, $"runtime/webhooks/durabletask/instances/{id}/terminate?reason=test&code={Uri.EscapeDataString(key.Trim())}");
        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
    }
}
