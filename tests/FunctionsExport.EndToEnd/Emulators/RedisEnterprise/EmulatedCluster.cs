using System.IO.Compression;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.Redis;
using FunctionsExport.Emulators.RedisEnterprise;
using FunctionsExport.Emulators.RedisEnterprise.Databases;
using FunctionsExport.Emulators.RedisEnterprise.Security;
using FunctionsExport.Emulators.Samples;

namespace FunctionsExport.EndToEnd.Emulators.RedisEnterprise;

/// <summary>An emulator with one database, uid 1, on redis-servers of its own, and a folder to export to.</summary>
internal sealed class EmulatedCluster : IAsyncDisposable
{
    public const string Username = "admin@example.com";
    public const string Password = "p:ss wörd";

    private readonly TempFolder _folder = new("location");
    private readonly List<RedisServer> _servers;
    private readonly HttpClient _client;

    private EmulatedCluster(List<RedisServer> servers, RedisEnterpriseEmulator emulator)
    {
        _servers = servers;
        Emulator = emulator;
        _client = ClientOf(Username, Password);
    }

    public RedisEnterpriseEmulator Emulator { get; }

    public ClusterDatabase Database => Emulator.Database(1);

    public IReadOnlyList<RedisServer> Servers => _servers;

    /// <summary>The folder that exports go to.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The names in the folder, hidden ones too, in order.</summary>
    public IReadOnlyList<string> Files =>
        [.. Directory.GetFiles(Folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    public static async Task<EmulatedCluster> StartAsync(
        int shards = 1,
        string name = "orders",
        int keys = 20,
        bool replication = false,
        Func<RedisEnterpriseEmulatorOptions, RedisEnterpriseEmulatorOptions>? change = null)
    {
        var servers = new List<RedisServer>();
        for (var shard = 0; shard < shards; shard++)
        {
            servers.Add(await RedisServer.StartAsync());
        }

        List<RedisAddress> addresses = [.. servers.Select(server => server.Address)];
        await SampleData.FillAsync(addresses, new SampleDataOptions { Keys = keys });
        return await StartAsync(servers, addresses, name, replication, change);
    }

    /// <summary>For tests that export nothing: nothing listens where the shards should be.</summary>
    public static Task<EmulatedCluster> StartWithoutServersAsync(
        int shards = 1,
        IReadOnlyList<EmulatedUser>? users = null,
        Func<RedisEnterpriseEmulatorOptions, RedisEnterpriseEmulatorOptions>? change = null) =>
        StartAsync(
            [],
            [.. Enumerable.Repeat(new RedisAddress("127.0.0.1", 1), shards)],
            "orders",
            false,
            options => (change?.Invoke(options) ?? options) with { Users = users ?? [] });

    public HttpClient ClientOf(string? username, string? password) =>
        ApiClient.Create(Emulator.Endpoint, Emulator.CertificatePem, username, password);

    /// <summary>A client whose requests have this header Authorization, or none.</summary>
    public HttpClient ClientWith(string? authorization, X509Certificate2? certificate = null)
    {
        var client = ApiClient.Create(Emulator.Endpoint, Emulator.CertificatePem, certificate: certificate);
        if (authorization is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        }

        return client;
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null) =>
        _client.SendAsync(new HttpRequestMessage(method, path) { Content = content });

    public Task<HttpResponseMessage> PostExportAsync(string? body = null, int uid = 1) =>
        SendAsync(HttpMethod.Post, $"/v1/bdbs/{uid}/actions/export", Json(body ?? LocationBody(Folder)));

    public Task<HttpResponseMessage> PutResetAsync(int uid = 1) =>
        SendAsync(HttpMethod.Put, $"/v1/bdbs/{uid}/actions/export_reset_status");

    public async Task<JsonObject> GetBdbAsync(string query = "")
    {
        using var answer = await SendAsync(HttpMethod.Get, $"/v1/bdbs/1{query}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (JsonObject)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    public async Task<string> GetStatusAsync() => (await GetBdbAsync())["export_status"]!.GetValue<string>();

    /// <summary>Starts an export, waits for its end, and returns the database then.</summary>
    public async Task<JsonObject> ExportAsync(string? folder = null)
    {
        using var answer = await PostExportAsync(LocationBody(folder ?? Folder));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Database.WhenDoneAsync();
        return await GetBdbAsync();
    }

    /// <summary>Loads an exported file into a new server and returns that server's digest.</summary>
    public async Task<string> DigestOfFileAsync(string name)
    {
        using var work = new TempFolder("load");
        await using (var source = new GZipStream(File.OpenRead(Path.Combine(Folder, name)), CompressionMode.Decompress))
        await using (var rdb = File.Create(work.File("dump.rdb")))
        {
            await source.CopyToAsync(rdb);
        }

        await using var server = await RedisServer.StartAsync(new RedisServerOptions { LoadFrom = work.File("dump.rdb") });
        return await server.DigestAsync();
    }

    public static string LocationBody(string folder) => new JsonObject
    {
        ["export_location"] = new JsonObject { ["type"] = "mount_point", ["path"] = folder },
        ["email_notification"] = true,
    }.ToJsonString();

    public static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Emulator.DisposeAsync();
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        _folder.Dispose();
    }

    private static async Task<EmulatedCluster> StartAsync(
        List<RedisServer> servers,
        List<RedisAddress> addresses,
        string name,
        bool replication,
        Func<RedisEnterpriseEmulatorOptions, RedisEnterpriseEmulatorOptions>? change)
    {
        var options = new RedisEnterpriseEmulatorOptions
        {
            Username = Username,
            Password = Password,
            Databases = [new EmulatedDatabase { Uid = 1, Name = name, Shards = addresses, Replication = replication }],
        };
        return new EmulatedCluster(servers, await RedisEnterpriseEmulator.StartAsync(change?.Invoke(options) ?? options));
    }
}
