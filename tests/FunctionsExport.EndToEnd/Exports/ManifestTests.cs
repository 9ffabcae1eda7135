using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using FunctionsExport.Emulators.RedisEnterprise.Faults;
using FunctionsExport.EndToEnd.Exports.Tencent;
using FunctionsExport.EndToEnd.World;
using FunctionsExport.Rdb;
using FunctionsExport.Starting;

namespace FunctionsExport.EndToEnd.Exports;

/// <summary>What is left of an export in writing: the manifests of whole runs.</summary>
public sealed class ManifestTests
{
    [Fact]
    public async Task Success_is_recorded_with_its_times_tries_database_and_files()
    {
        await using var world = await ExportWorld.StartAsync(new WorldOptions { Databases = [("orders", 2)] });
        await world.FillAsync("orders", keys: 500);
        await world.Shards["orders"][0].CallAsync("SET", "short-lived", "1", "EX", "86400");
        world.Database("orders").Faults.BusyAnswers = 1;

        var id = await world.Api.StartAcceptedAsync("orders", fetch: true);
        Assert.Equal("succeeded", ExportApi.StateOf(await world.Api.WaitForEndAsync(id)));

        var manifest = await SavedManifest.ReadAsync(world.Exports, id);
        AssertHead(manifest, id, "succeeded");
        AssertTimes(manifest, "queued", "starting", "exporting", "fetching", "verifying");
        Assert.Equal(1, manifest.GetProperty("retries").GetInt32());
        Assert.Equal([1], manifest.GetProperty("stages").EnumerateArray().Select(s => s.GetProperty("number").GetInt32()));
        Assert.False(manifest.TryGetProperty("failure", out _));

        var database = manifest.GetProperty("database");
        Assert.Equal(("1", "orders", 2), (Text(database, "id"), Text(database, "name"), database.GetProperty("shards").GetInt32()));
        Assert.StartsWith("7.", Text(database, "version"), StringComparison.Ordinal);
        Assert.Equal(501, database.GetProperty("keys").GetInt64());
        Assert.True(database.GetProperty("usedMemoryBytes").GetInt64() > 0);

        var files = manifest.GetProperty("files").EnumerateArray().ToList();
        Assert.Equal([1, 2], files.Select(f => f.GetProperty("part").GetInt32()));
        Assert.Equal(501, files.Sum(f => f.GetProperty("rdb").GetProperty("keys").GetInt64()));
        Assert.True(files.Sum(f => f.GetProperty("rdb").GetProperty("keysWithExpiry").GetInt64()) >= 1);
        foreach (var file in files)
        {
            var content = (await world.Exports.GetBlobClient(Text(file, "blob")).DownloadContentAsync()).Value.Content.ToArray();
            Assert.Equal(Crc64.Append(0, content).ToString("x16", CultureInfo.InvariantCulture), Text(file, "crc64"));
            Assert.Contains(Text(file, "name"), Text(file, "location"), StringComparison.Ordinal);
            Assert.True(file.GetProperty("rdb").GetProperty("version").GetInt32() >= 10);
            await using var inflated = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
            using var rdb = new MemoryStream();
            await inflated.CopyToAsync(rdb);
            Assert.Equal(rdb.Length, file.GetProperty("rdb").GetProperty("size").GetInt64());
        }
    }

    [Fact]
    public async Task Failure_is_recorded_with_the_phase_it_came_to_and_its_cause()
    {
        await using var world = await ExportWorld.StartAsync();
        world.Database("orders").Faults.NextRun(RunFault.Fail("no-permission"));

        var id = await world.Api.StartAcceptedAsync("orders", fetch: true);
        await world.Api.WaitForEndAsync(id);

        var manifest = await SavedManifest.ReadAsync(world.Exports, id);
        AssertHead(manifest, id, "failed");
        AssertTimes(manifest, "queued", "starting", "exporting");
        Assert.Equal("destination-denied", Text(manifest.GetProperty("failure"), "code"));
        Assert.Equal("no-permission", Text(manifest.GetProperty("failure"), "providerCode"));
        Assert.Equal("orders", Text(manifest.GetProperty("database"), "name"));
        Assert.Empty(manifest.GetProperty("files").EnumerateArray());
        Assert.False(manifest.TryGetProperty("exportedAt", out _));
    }

    [Fact]
    public async Task Providers_ids_of_what_was_started_are_recorded()
    {
        await using var world = await CrsWorld.StartAsync(settings: [("BackupFirst", "true")]);
        await world.FillAsync(keys: 100);

        var id = await world.Api.StartAcceptedAsync("orders", fetch: true);
        Assert.Equal("succeeded", ExportApi.StateOf(await world.Api.WaitForEndAsync(id)));

        var manifest = await SavedManifest.ReadAsync(world.Exports, id);
        Assert.Equal(CrsWorld.InstanceId, Text(manifest.GetProperty("database"), "id"));
        var stages = manifest.GetProperty("stages").EnumerateArray().ToList();
        Assert.Equal([1, 2], stages.Select(s => s.GetProperty("number").GetInt32()));
        Assert.All(stages, s => Assert.True(s.GetProperty("receipt").GetProperty("taskId").GetInt64() > 0));
    }

    private static void AssertHead(JsonElement manifest, string id, string state)
    {
        Assert.Equal(1, manifest.GetProperty("schemaVersion").GetInt32());
        Assert.Equal((id, "orders", state), (Text(manifest, "id"), Text(manifest, "source"), Text(manifest, "state")));
        Assert.Equal(("RedisEnterprise", "http"), (Text(manifest, "provider"), Text(manifest, "trigger")));
        Assert.True(manifest.GetProperty("fetch").GetBoolean());
        Assert.Equal(ExportStarter.AppVersion, Text(manifest, "appVersion"));
    }

    /// <summary>That the phases are those, each begun after the one before, and that the other times are theirs.</summary>
    private static void AssertTimes(JsonElement manifest, params string[] states)
    {
        var phases = manifest.GetProperty("phases").EnumerateArray().ToList();
        Assert.Equal(states, phases.Select(p => Text(p, "state")));
        var times = phases.Select(p => Time(p, "startedAt"))
            .Prepend(Time(manifest, "requestedAt"))
            .Concat([Time(manifest, "endedAt"), Time(manifest, "deadline")])
            .ToList();
        Assert.Equal(times.Order(), times);
        Assert.Equal(Time(phases[Array.IndexOf(states, "exporting")], "startedAt"), Time(manifest, "startedAt"));
        if (Array.IndexOf(states, "fetching") is > 0 and var fetching)
        {
            Assert.Equal(Time(phases[fetching], "startedAt"), Time(manifest, "exportedAt"));
        }

        var at = Time(manifest.GetProperty("stages")[0], "at");
        Assert.InRange(at, Time(manifest, "requestedAt"), Time(manifest, "startedAt"));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static DateTimeOffset Time(JsonElement element, string name) => element.GetProperty(name).GetDateTimeOffset();
}
