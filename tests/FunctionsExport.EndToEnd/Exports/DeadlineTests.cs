using System.Net;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Exports;

/// <summary>No export waits for ever.</summary>
public sealed class DeadlineTests
{
    [Fact]
    public async Task Export_that_never_ends_fails_at_its_deadline_and_frees_the_database()
    {
        await using var world = await ExportWorld.StartAsync(new WorldOptions
        {
            Settings = { ["Export__Sources__orders__Deadline"] = "00:01:00" },
        });
        world.Database("orders").Hold = true;
        var id = await world.Api.StartAcceptedAsync("orders", fetch: false);

        var status = await world.Api.WaitForEndAsync(id);

        Assert.Equal("failed", ExportApi.StateOf(status));
        Assert.Equal("deadline-exceeded", (string)status["failure"]!["code"]!);
        Assert.True((DateTimeOffset)status["endedAt"]! >= (DateTimeOffset)status["deadline"]!);

        // The provider still runs its export, so the next one is told that the database is busy, but it may begin: at once, or when the
        // orchestration has looked at the provider a last time.
        await Eventually.HoldsAsync(async () =>
            (await world.Api.StartAsync("orders", fetch: false)).Status == HttpStatusCode.Accepted);
    }
}
