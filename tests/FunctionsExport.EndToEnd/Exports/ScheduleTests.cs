using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Exports;

/// <summary>Exports that start by themselves.</summary>
public sealed class ScheduleTests
{
    [Fact]
    public async Task Due_schedule_starts_one_export()
    {
        // Due every tenth minute of the hour that the window of the last ten minutes always has in it once.
        var minute = (DateTimeOffset.UtcNow.Minute + 9) % 10;
        await using var world = await ExportWorld.StartAsync(new WorldOptions
        {
            Settings =
            {
                ["Export__Sources__orders__Schedule"] = string.Create(CultureInfo.InvariantCulture, $"0 {minute}-59/10 * * * *"),
                ["Export__Sources__orders__Fetch"] = "true",
            },
        });
        await world.FillAsync("orders", keys: 100);

        await Eventually.HoldsAsync(() => world.Database("orders").ExportsAccepted > 0);
        JsonNode? last = null;
        await Eventually.HoldsAsync(async () =>
        {
            var source = await world.Api.SendAsync(HttpMethod.Get, "api/sources/orders");
            last = source.Body["lastExport"];
            return last is not null;
        });

        Assert.Equal("succeeded", (string)last!["state"]!);
        var status = await world.Api.WaitForEndAsync((string)last["id"]!);
        Assert.Equal("schedule", (string)status["trigger"]!);
        Assert.Single(status["files"]!.AsArray(), f => f!["blob"] is not null);

        // The next tick finds that it was started.
        var tick = DateTimeOffset.UtcNow.Minute;
        await Eventually.HoldsAsync(() => DateTimeOffset.UtcNow.Minute != tick && DateTimeOffset.UtcNow.Second >= 5);
        Assert.Equal(1, world.Database("orders").ExportsAccepted);
    }
}
