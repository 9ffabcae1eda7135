using FunctionsExport.EndToEnd.Exports;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Locations;

/// <summary>From each location that can be read the files come to Blob Storage whole, and restore the database.</summary>
public sealed class FetchFromLocationTests
{
    // Older files of the same database, and of another one, complete and in part.
    private static readonly string[] Leftovers =
    [
        "bk20200101-000000-1-orders-1_of_2-1-0-8191.rdb.gz",
        "bk20200101-000000-1-orders-2_of_2-2-8192-16383.rdb.gz",
        "bk20200102-000000-1-orders-1_of_2-1-0-8191.rdb.gz",
        "bk20990101-000000-11-other-1_of_2-1-0-8191.rdb.gz",
    ];

    [Theory]
    [InlineData("ftp")]
    [InlineData("ftps-explicit")]
    [InlineData("ftps-implicit")]
    [InlineData("s3")]
    [InlineData("abs")]
    [InlineData("abs-minted")]
    public async Task Fetched_files_restore_the_database_and_leftovers_stay_out(string kind)
    {
        await using var server = await LocationWorld.ServerAsync(kind);
        foreach (var name in Leftovers)
        {
            await server.PutAsync(name, [1, 2, 3]);
        }

        await using var world = await LocationWorld.StartAsync(server, shards: 2);

        var status = await world.Api.WaitForEndAsync(await world.Api.StartAcceptedAsync("orders", fetch: true));

        Assert.True(ExportApi.StateOf(status) == "succeeded", status.ToJsonString());
        var files = status["files"]!.AsArray();
        Assert.All(files, f => Assert.Equal("full", (string)f!["proof"]!));
        Assert.Equal(await world.DigestsAsync("orders"), await world.RestoreAsync(files.Select(f => (string)f!["blob"]!)));
        Assert.Equal(Leftovers.Length + 2, (await server.ListAsync()).Count);
        await AssertKeptSecretAsync(world, server);
    }

    [Fact]
    public async Task Files_in_blob_storage_are_verified_where_they_lie()
    {
        await using var server = await AbsLocationServer.StartAsync();
        await using var world = await LocationWorld.StartAsync(server, shards: 2, twice: true, ("InPlace", "true"));

        var status = await world.Api.WaitForEndAsync(await world.Api.StartAcceptedAsync("orders", fetch: true));

        Assert.True(ExportApi.StateOf(status) == "succeeded", status.ToJsonString());
        Assert.Equal([(string)status["manifest"]!], await world.ListBlobsAsync());
        foreach (var file in status["files"]!.AsArray())
        {
            var path = ((string)file!["location"]!).Split(server.Container.Name + "/")[1];
            var content = await server.Container.GetBlobClient(path).DownloadContentAsync();
            Assert.Equal(
                Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content.Value.Content)), (string)file["sha256"]!);
            Assert.Equal("full", (string)file["proof"]!);
            Assert.Null(file["blob"]);
        }
    }

    [Theory]
    [InlineData("ftps-explicit")]
    [InlineData("s3")]
    [InlineData("abs")]
    public async Task Fetched_files_are_removed_and_no_other(string kind)
    {
        await using var server = await LocationWorld.ServerAsync(kind);
        foreach (var name in Leftovers)
        {
            await server.PutAsync(name, [1, 2, 3]);
        }

        await using var world = await LocationWorld.StartAsync(server, shards: 2, twice: true, ("RemoveAfterFetch", "true"));

        var id = await world.Api.StartAcceptedAsync("orders", fetch: true);
        var status = await world.Api.WaitForEndAsync(id);

        Assert.True(ExportApi.StateOf(status) == "succeeded", status.ToJsonString());
        await Eventually.HoldsAsync(async () => (await server.ListAsync()).Count <= Leftovers.Length);
        Assert.Equal(Leftovers, (await server.ListAsync()).Order(StringComparer.Ordinal));
        Assert.Equal(
            await world.DigestsAsync("orders"),
            await world.RestoreAsync(status["files"]!.AsArray().Select(f => (string)f!["blob"]!)));
    }

    [Fact]
    public async Task Files_that_were_not_fetched_are_not_removed()
    {
        await using var server = await LocationWorld.ServerAsync("ftp");
        await using var world = await LocationWorld.StartAsync(server, shards: 1, twice: false, ("RemoveAfterFetch", "true"));

        var status = await world.Api.WaitForEndAsync(await world.Api.StartAcceptedAsync("orders", fetch: false));

        Assert.Equal("succeeded", ExportApi.StateOf(status));
        Assert.Single(await server.ListAsync());
    }

    /// <summary>No page of the app's store, line, blob or answer holds a credential of the location, nor one made for the export.</summary>
    private static async Task AssertKeptSecretAsync(ExportWorld world, ILocationServer server)
    {
        Assert.Equal(0, await world.App.StopAsync());
        var secrets = new[] { "Password", "SecretAccessKey", "AccountKey" }
            .Select(k => server.Settings.GetValueOrDefault(k)).OfType<string>().ToList();
        Assert.NotEmpty(secrets);
        secrets = [.. secrets, .. secrets.Select(Uri.EscapeDataString), "sig=", "sas_token", "secret_access_key"];
        var places = await SecretsTests.ReadAllAsync(world);
        Assert.Contains(places, p => p.Name.EndsWith("manifest.json", StringComparison.Ordinal));
        foreach (var (name, content) in places)
        {
            Assert.All(secrets, s => Assert.False(content.Contains(s, StringComparison.Ordinal), $"{name} holds {s}"));
        }
    }
}
