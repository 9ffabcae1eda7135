using System.Globalization;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Restoring;

/// <summary>An export is restored into open-source Redis by the commands of docs/operations.md.</summary>
public sealed class RestoredServerTests
{
    private const string Section = "Open-source Redis and Valkey";

    [Fact]
    public async Task One_file_restores_the_database()
    {
        await using var world = await ExportWorld.StartAsync();
        await world.FillAsync("orders", keys: 2_000);
        await using var restored = await RestoreAsync(world);

        Assert.Contains("holds 2000 keys", restored.Said, StringComparison.Ordinal);
        Assert.Equal(await world.Shards["orders"][0].DigestAsync(), await restored.DigestAsync());
    }

    [Fact]
    public async Task Files_of_three_shards_restore_into_one_server_and_from_there_into_a_cluster()
    {
        await using var world = await ExportWorld.StartAsync(new WorldOptions { Databases = [("orders", 3)] });
        await world.FillAsync("orders", keys: 3_000);
        await using var restored = await RestoreAsync(world);
        var expected = Joined(await world.DigestsAsync("orders"));

        Assert.Contains("holds 3000 keys", restored.Said, StringComparison.Ordinal);
        Assert.Equal("3000", (await restored.Steps.RunAsync("DBSIZE")).Trim());
        Assert.Equal(expected, await restored.DigestAsync());

        // What is written to the restored server is kept with what was restored, and the files of the export are not written to.
        await restored.CallAsync("SET", "written-after", "1");
        await restored.Steps.RunAsync("bgrewriteaof");
        await Eventually.HoldsAsync(() => Directory.GetFiles(restored.Data, "part-*", SearchOption.AllDirectories).Length == 0);
        await restored.CallAsync("DEL", "written-after");
        Assert.Equal(expected, await restored.DigestAsync());

        await using var cluster = await RedisCluster.StartAsync(shards: 3);
        restored.Environment["NODE"] = cluster.Address;
        await restored.Steps.RunAsync("--cluster import");
        Assert.Equal(expected, Joined(await cluster.DigestsAsync()));
    }

    /// <summary>The digest of keys that are apart, taken together: the server's joins its keys' by exclusive or. Of three databases the
    /// database's own number stays in once, as in one.</summary>
    private static string Joined(IReadOnlyList<string> digests)
    {
        Assert.Equal(3, digests.Count);
        var joined = new byte[20];
        foreach (var digest in digests.Select(Convert.FromHexString))
        {
            for (var i = 0; i < joined.Length; i++)
            {
                joined[i] ^= digest[i];
            }
        }

        return Convert.ToHexStringLower(joined);
    }

    /// <summary>Exports the database, downloads the export's folder and follows the steps until the server answers.</summary>
    private static async Task<RestoredServer> RestoreAsync(ExportWorld world)
    {
        var status = await world.Api.WaitForEndAsync(await world.Api.StartAcceptedAsync("orders", fetch: true));
        Assert.Equal("succeeded", ExportApi.StateOf(status));
        var folder = Directory.CreateDirectory(world.Folder.File("downloaded")).FullName;
        foreach (var blob in await world.ListBlobsAsync())
        {
            await world.Exports.GetBlobClient(blob).DownloadToAsync(Path.Combine(folder, Path.GetFileName(blob)));
        }

        var port = FreePort.Next();
        var environment = new Dictionary<string, string?>
        {
            ["FOLDER"] = folder,
            ["DATA"] = world.Folder.File("data"),
            ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
        };
        var steps = new DocumentedSteps(Section, environment, world.Folder.FullName);
        var said = await steps.RunAsync("scripts/restore.sh");
        return await RestoredServer.StartAsync(steps, environment, said);
    }
}
