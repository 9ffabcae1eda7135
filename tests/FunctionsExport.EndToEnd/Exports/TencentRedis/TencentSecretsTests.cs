using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs.Models;
using FunctionsExport.Emulators.Tencent.Faults;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Exports.TencentRedis;

/// <summary>Keys, tokens, signatures and addresses get out nowhere, whatever happens.</summary>
public sealed class TencentSecretsTests
{
    [Fact]
    public async Task Planted_secrets_and_signed_addresses_are_in_no_page_line_manifest_or_answer()
    {
        var planted = RandomNumberGenerator.GetHexString(16);
        var options = new TencentWorldOptions
        {
            Shards = 2,
            SecretId = "AKID" + planted,
            SecretKey = "key-" + planted,
            Token = "token-" + planted,
        };
        await using var world = await TencentWorld.StartAsync(options);
        await world.FillAsync(keys: 300);
        world.Cloud.Faults.NextDownload(DownloadFault.ExpireAfter(100));
        Assert.Equal("succeeded", ExportApi.StateOf(await world.ExportAsync()));
        world.Cloud.Faults.NextCall(
            "ManualBackupInstance",
            CallFault.Error("InvalidParameter", $"{options.SecretId} {options.SecretKey} https://host/x?sign=q-sign-algorithm"));
        await Eventually.HoldsAsync(async () =>
            (await world.Api.SendAsync(HttpMethod.Get, "api/sources/orders")).Body["runningExport"] is null);
        Assert.Equal("failed", ExportApi.StateOf(await world.ExportAsync()));
        Assert.Equal(0, await world.App.StopAsync());

        string[] hidden = [planted, "q-sign", "TC3-HMAC", "://127.0.0.1:" + world.Cloud.HttpEndpoint.Port];
        var places = await ReadAllAsync(world);
        Assert.Contains(places, p => p.Content.Contains("crs-j30wibe7", StringComparison.Ordinal));
        Assert.Equal(2, places.Count(p => p.Name.EndsWith("manifest.json", StringComparison.Ordinal)));
        foreach (var (name, content) in places)
        {
            Assert.All(hidden, secret => Assert.False(content.Contains(secret, StringComparison.Ordinal), $"{name} holds {secret}"));
        }
    }

    /// <summary>Every place that the app writes to: its store, its output, its blobs, its answers.</summary>
    private static async Task<List<(string Name, string Content)>> ReadAllAsync(TencentWorld world)
    {
        var places = new List<(string, string)>
        {
            ("output", string.Join('\n', world.App.Output)),
            ("answers", string.Join('\n', world.Api.Answers)),
        };
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(world.App.StorePath)!, "orchestrations.db*"))
        {
            places.Add((file, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file))));
        }

        foreach (var container in new[] { world.Exports, world.State })
        {
            await foreach (var blob in container.GetBlobsAsync(BlobTraits.Metadata))
            {
                var content = await container.GetBlobClient(blob.Name).DownloadContentAsync();
                places.Add((blob.Name, Encoding.Latin1.GetString(content.Value.Content) + string.Join('\n', blob.Metadata.Values)));
            }
        }

        return places;
    }
}
