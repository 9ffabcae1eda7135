using System.Net;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.RedisEnterprise.Exports;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Locations;

/// <summary>What a location refuses, to the app or to the cluster, ends in a stable code, and leaves nothing half-done.</summary>
public sealed class LocationFailureTests
{
    [Theory]
    [InlineData("ftp", "Password", "wrong", "destination-denied")]
    [InlineData("s3", "SecretAccessKey", "wrong", "destination-denied")]
    [InlineData("abs", "AccountKey", "d3Jvbmc=", "destination-denied")]
    [InlineData("s3", "BucketName", "nowhere", "destination-not-found")]
    [InlineData("abs", "Container", "nowhere", "destination-not-found")]
    public async Task Location_that_this_app_cannot_read_is_not_exported_to(string kind, string key, string value, string code)
    {
        await using var server = await LocationWorld.ServerAsync(kind);
        server.Settings[key] = value;
        await using var world = await LocationWorld.StartAsync(server);

        var status = await world.Api.WaitForEndAsync(await world.Api.StartAcceptedAsync("orders", fetch: true));

        Assert.Equal(code, (string)status["failure"]!["code"]!);
        Assert.Equal(0, world.Database("orders").ExportsAccepted);
    }

    [Theory]
    [InlineData("ftp-closed", "destination-denied", "no-permission")]
    [InlineData("ftp-full", "export-failed", "general-error")]
    [InlineData("s3-full", "export-failed", "general-error")]
    public async Task Reason_that_the_cluster_gives_is_told(string kind, string code, string reason)
    {
        await using ILocationServer server = kind switch
        {
            "ftp-closed" => await FtpLocationServer.StartAsync(FtpTls.None, writable: false),
            "ftp-full" => await FtpLocationServer.StartAsync(FtpTls.None, fileSizeLimit: 4096),
            _ => await S3LocationServer.StartAsync(objectSizeLimit: 4096),
        };
        await using var world = await LocationWorld.StartAsync(server);

        var status = await world.Api.WaitForEndAsync(await world.Api.StartAcceptedAsync("orders", fetch: true));

        Assert.True(code == (string?)status["failure"]?["code"], status.ToJsonString());
        Assert.Equal(reason, (string)status["failure"]!["providerCode"]!);
        Assert.Equal([(string)status["manifest"]!], await world.ListBlobsAsync());
    }

    [Fact]
    public async Task Gs_export_is_recorded_and_a_fetch_of_it_refused()
    {
        var storage = new StorageServices();
        var key = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0LWtleS1saW5l\n-----END PRIVATE KEY-----\n";
        await using var server = new UnreadableServer(storage, new Dictionary<string, string?>
        {
            ["Type"] = "gs",
            ["BucketName"] = "exports",
            ["ClientId"] = "1",
            ["ClientEmail"] = "exporter@project.example.com",
            ["PrivateKeyId"] = "key-id",
            ["PrivateKey"] = key,
        });
        await using var world = await LocationWorld.StartAsync(server, shards: 2);

        var refused = await world.Api.StartAsync("orders", fetch: true);
        var id = await world.Api.StartAcceptedAsync("orders", fetch: false);
        var status = await world.Api.WaitForEndAsync(id);

        Assert.Equal((HttpStatusCode.BadRequest, "fetch-not-possible"), (refused.Status, (string)refused.Body["code"]!));
        Assert.Equal("succeeded", ExportApi.StateOf(status));
        Assert.Equal(2, storage.Gs.Objects.Count);
        Assert.All(storage.Gs.Objects.Keys, k => Assert.StartsWith($"exports/{id}/bk", k, StringComparison.Ordinal));
        Assert.Equal(2, status["files"]!.AsArray().Count);
    }

    [Fact]
    public async Task Sftp_export_arrives()
    {
        await using var sshd = await Sshd.StartAsync();
        var folder = sshd.CreateFolder("exports");
        await using var server = new UnreadableServer(new StorageServices(), new Dictionary<string, string?>
        {
            ["Type"] = "sftp",
            ["Url"] = $"sftp://127.0.0.1:{sshd.Port}{folder}/",
            ["Username"] = Sshd.User,
            ["Key"] = sshd.Key.PrivateKey,
        });
        await using var world = await LocationWorld.StartAsync(server, shards: 2);

        var status = await world.Api.WaitForEndAsync(await world.Api.StartAcceptedAsync("orders", fetch: false));

        Assert.True(ExportApi.StateOf(status) == "succeeded", status.ToJsonString());
        Assert.Equal(2, Directory.GetFiles(folder).Length);
    }

    private sealed class UnreadableServer(StorageServices storage, Dictionary<string, string?> settings) : ILocationServer
    {
        public StorageServices Storage => storage;

        public Dictionary<string, string?> Settings => settings;

        public Task<IReadOnlyList<string>> ListAsync() => throw new NotSupportedException();

        public Task PutAsync(string name, byte[] content) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
