using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Exports;

/// <summary>Faulty settings stop the app at its start, all of them told at once.</summary>
public sealed class BadConfigurationTests
{
    [Fact]
    public async Task Every_fault_is_listed_with_its_setting()
    {
        await using var world = await ExportWorld.StartAsync(
            new WorldOptions
            {
                Settings =
                {
                    ["Export__Deadline"] = "24:00:00",
                    ["Export__FetchParallelism"] = "many",
                    ["Export__Destination__Container"] = "No_Container",
                    ["Export__Sources__orders__RedisEnterprise__Endpoint"] = "http://cluster:8080",
                    ["Export__Sources__orders__RedisEnterprise__DatabaseId"] = "first",
                    ["Export__Sources__orders__RedisEnterprise__CaFile"] = "/nowhere/ca.pem",
                    ["Export__Sources__orders__RedisEnterprise__Pasword"] = "typo",
                    ["Export__Sources__orders__Schedule"] = "at noon",
                    ["Export__Sources__billing__Provider"] = "Oracle",
                    ["Export__Sources__Bad-Name__Provider"] = "RedisEnterprise",
                },
            },
            startApp: false);

        var exitCode = await world.App.RunToEndAsync();

        Assert.Equal(2, exitCode);
        var output = string.Join('\n', world.App.Output);
        string[] settings =
        [
            "Export__Deadline",
            "Export__FetchParallelism",
            "Export__Destination__Container",
            "Export__Sources__orders__RedisEnterprise__Endpoint",
            "Export__Sources__orders__RedisEnterprise__DatabaseId",
            "Export__Sources__orders__RedisEnterprise__CaFile",
            "Export__Sources__orders__RedisEnterprise__Pasword",
            "Export__Sources__orders__Schedule",
            "Export__Sources__billing__Provider",
            "Export__Sources__Bad-Name__Provider",
        ];
        Assert.All(settings, s => Assert.Contains(s + " ", output, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }
}
