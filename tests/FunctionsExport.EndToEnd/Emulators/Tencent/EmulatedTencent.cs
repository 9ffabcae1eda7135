using System.Net;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.Redis;
using FunctionsExport.Emulators.Samples;
using FunctionsExport.Emulators.Tencent;
using FunctionsExport.Emulators.Tencent.Accounts;
using FunctionsExport.Emulators.Tencent.Instances;

namespace FunctionsExport.EndToEnd.Emulators.Tencent;

/// <summary>An emulator with one instance on redis-servers of its own, and its clock.</summary>
internal sealed class EmulatedTencent : IAsyncDisposable
{
    public const string SecretId = "AKIDtest";
    public const string SecretKey = "test-key";
    public const string InstanceId = "crs-j30wibe7";

    private readonly HttpClient _client;

    private EmulatedTencent(List<RedisServer> servers, TencentEmulator emulator, ManualClock clock)
    {
        Servers = servers;
        Emulator = emulator;
        Clock = clock;
        _client = ApiClient.Create(emulator.Endpoint, emulator.CertificatePem);
    }

    public TencentEmulator Emulator { get; }

    public ManualClock Clock { get; }

    public TencentInstance Instance => Emulator.Instance(InstanceId);

    public IReadOnlyList<RedisServer> Servers { get; }

    /// <param name="shards">Number of redis-servers; 0 for tests that save nothing: nothing listens where one should be.</param>
    /// <param name="edition">The instance's kind.</param>
    /// <param name="now">The emulator's time; null for that of the machine.</param>
    /// <param name="accounts">Further key pairs.</param>
    /// <param name="keys">Number of keys of the sample data.</param>
    /// <param name="encrypted">Whether backups are encrypted.</param>
    public static async Task<EmulatedTencent> StartAsync(
        int shards = 1,
        Edition edition = Edition.Cluster,
        DateTimeOffset? now = null,
        IReadOnlyList<TencentAccount>? accounts = null,
        int keys = 50,
        bool encrypted = false)
    {
        var servers = new List<RedisServer>();
        for (var shard = 0; shard < shards; shard++)
        {
            servers.Add(await RedisServer.StartAsync());
        }

        List<RedisAddress> addresses = [.. servers.Select(server => server.Address)];
        if (shards > 0)
        {
            await SampleData.FillAsync(addresses, new SampleDataOptions { Keys = keys });
        }

        var clock = new ManualClock(now ?? DateTimeOffset.UtcNow);
        var emulator = await TencentEmulator.StartAsync(new TencentEmulatorOptions
        {
            Accounts = [new TencentAccount(SecretId, SecretKey), .. accounts ?? []],
            Time = clock,
            Instances =
            [
                new EmulatedInstance
                {
                    Id = InstanceId,
                    Name = "orders",
                    Edition = edition,
                    Shards = shards > 0 ? addresses : [new RedisAddress("127.0.0.1", 1)],
                    Encrypted = encrypted,
                },
            ],
        });
        return new EmulatedTencent(servers, emulator, clock);
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage message) => _client.SendAsync(message);

    public async Task<JsonObject> SendAsync(V2Request request)
    {
        using var answer = await SendAsync(request.ToMessage(Emulator.Endpoint));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (JsonObject)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    /// <summary>A call of API v2 about the instance.</summary>
    public Task<JsonObject> CallAsync(string action, params (string Name, string Value)[] parameters) =>
        SendAsync(new V2Request(action, Clock.GetUtcNow(), [("redisId", InstanceId), .. parameters]));

    /// <summary>A call of API v2 that must succeed, and its data.</summary>
    public async Task<JsonObject> DataAsync(string action, params (string Name, string Value)[] parameters)
    {
        var answer = await CallAsync(action, parameters);
        Assert.Equal("Success", (string?)answer["codeDesc"]);
        return answer["data"]!.AsObject();
    }

    /// <summary>Sends a call of API 3.0 and returns what is inside <c>Response</c>.</summary>
    public async Task<JsonObject> SendAsync(V3Request request)
    {
        using var answer = await SendAsync(request.ToMessage(Emulator.Endpoint));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["Response"]!.AsObject();
    }

    /// <summary>A call of API 3.0.</summary>
    public Task<JsonObject> Call3Async(string action, JsonObject parameters) =>
        SendAsync(new V3Request(action, Clock.GetUtcNow(), parameters.ToJsonString()));

    /// <summary>A call of API 3.0 about the instance.</summary>
    public Task<JsonObject> Call3Async(string action, params (string Name, JsonNode Value)[] parameters)
    {
        var body = new JsonObject { ["InstanceId"] = InstanceId };
        foreach (var (name, value) in parameters)
        {
            body[name] = value;
        }

        return Call3Async(action, body);
    }

    /// <summary>A call of API 3.0 about the instance that must fail, and its code.</summary>
    public async Task<string> Error3Async(string action, params (string Name, JsonNode Value)[] parameters) =>
        (string)(await Call3Async(action, parameters))["Error"]!["Code"]!;

    /// <summary>Makes a backup by API v2 and returns its id once it is finished.</summary>
    public async Task<string> BackUpAsync()
    {
        await DataAsync("ManualBackupInstance", ("remark", "test"));
        await Emulator.Workflows.WhenSavedAsync();
        return Emulator.Workflows.Backups[^1].Id;
    }

    /// <summary>The status of a backup as API v2 lists it.</summary>
    public async Task<int> StatusOfAsync(string backupId)
    {
        var backups = (await DataAsync("GetRedisBackupList", ("limit", "100"), ("offset", "0")))["redisBackupSet"]!.AsArray();
        return (int)backups.Single(backup => (string?)backup!["backupId"] == backupId)!["status"]!;
    }

    /// <summary>Downloads by a URL, which is used as it was given.</summary>
    public async Task<byte[]> DownloadAsync(string url)
    {
        using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, url));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Loads an RDB file into a new server and returns that server's digest.</summary>
    public static async Task<string> DigestOfAsync(byte[] rdb)
    {
        using var work = new TempFolder("load");
        await File.WriteAllBytesAsync(work.File("dump.rdb"), rdb);
        await using var server = await RedisServer.StartAsync(new RedisServerOptions { LoadFrom = work.File("dump.rdb") });
        return await server.DigestAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Emulator.DisposeAsync();
        foreach (var server in Servers)
        {
            await server.DisposeAsync();
        }
    }
}
