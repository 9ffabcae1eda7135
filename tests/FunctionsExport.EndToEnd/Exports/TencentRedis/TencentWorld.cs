using System.Globalization;
using Azure.Storage.Blobs;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.Samples;
using FunctionsExport.Emulators.Tencent;
using FunctionsExport.Emulators.Tencent.Accounts;
using FunctionsExport.Emulators.Tencent.Instances;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Exports.TencentRedis;

/// <summary>
/// Real redis-servers as the shards of one emulated instance, Azurite and the app as a process, with one source named orders: all on
/// this machine, all ended by disposing it.
/// </summary>
internal sealed class TencentWorld : IAsyncDisposable
{
    public const string InstanceId = "crs-j30wibe7";
    public const string Source = "orders";

    private readonly Stack<IAsyncDisposable> _started = new();
    private readonly TempFolder _folder = new("tencent-world");
    private readonly List<RedisServer> _shards = [];

    private TencentWorld() => Api = new ExportApi(() => App.Address);

    public ExportApi Api { get; }

    public AppProcess App { get; private set; } = null!;

    public Azurite Azurite { get; private set; } = null!;

    public TencentEmulator Cloud { get; private set; } = null!;

    public TencentInstance Instance => Cloud.Instance(InstanceId);

    public IReadOnlyList<RedisServer> Shards => _shards;

    public BlobContainerClient Exports => new(Azurite.ConnectionString, "exports");

    public BlobContainerClient State => new(Azurite.ConnectionString, "exports-state");

    public static async Task<TencentWorld> StartAsync(TencentWorldOptions? options = null)
    {
        var world = new TencentWorld();
        try
        {
            await world.StartPartsAsync(options ?? new TencentWorldOptions());
            await world.App.StartAsync();
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>How many calls of an action the emulator saw.</summary>
    public int CallsOf(string action) => Cloud.Journal.CountOf(action);

    /// <summary>Fills the instance with sample data, over all its shards.</summary>
    public Task FillAsync(int keys) => SampleData.FillAsync(
        [.. _shards.Select(s => s.Address)], new SampleDataOptions { Keys = keys, Seed = keys });

    /// <summary>Starts an export that fetches, and waits for its end.</summary>
    public async Task<System.Text.Json.Nodes.JsonObject> ExportAsync() =>
        await Api.WaitForEndAsync(await Api.StartAcceptedAsync(Source, fetch: true));

    /// <summary>The digests of the shards.</summary>
    public async Task<IReadOnlyList<string>> DigestsAsync()
    {
        var digests = new List<string>();
        foreach (var shard in _shards)
        {
            digests.Add(await shard.DigestAsync());
        }

        return digests;
    }

    /// <summary>The digests of fetched files, each loaded by a fresh redis-server.</summary>
    public async Task<IReadOnlyList<string>> RestoreAsync(IEnumerable<string> blobs)
    {
        var digests = new List<string>();
        foreach (var (index, blob) in blobs.Index())
        {
            var rdb = _folder.File(string.Create(CultureInfo.InvariantCulture, $"restored-{index}.rdb"));
            await Exports.GetBlobClient(blob).DownloadToAsync(rdb);
            await using var server = await RedisServer.StartAsync(new RedisServerOptions { LoadFrom = rdb });
            digests.Add(await server.DigestAsync());
        }

        return digests;
    }

    /// <summary>The names of the blobs of the exports container.</summary>
    public async Task<IReadOnlyList<string>> ListBlobsAsync()
    {
        var names = new List<string>();
        await foreach (var blob in Exports.GetBlobsAsync())
        {
            names.Add(blob.Name);
        }

        return names;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        while (_started.TryPop(out var started))
        {
            await started.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task StartPartsAsync(TencentWorldOptions options)
    {
        for (var i = 0; i < options.Shards; i++)
        {
            _shards.Add(Keep(await RedisServer.StartAsync()));
        }

        Cloud = Keep(await TencentEmulator.StartAsync(new TencentEmulatorOptions
        {
            Accounts = [new TencentAccount(options.SecretId, options.SecretKey, options.Token)],
            Instances =
            [
                new EmulatedInstance
                {
                    Id = InstanceId,
                    Name = Source,
                    Edition = options.Shards > 1 ? Edition.Cluster : Edition.MasterReplica,
                    Shards = [.. _shards.Select(s => s.Address)],
                    Encrypted = options.Encrypted,
                },
            ],
        }));
        Cloud.Service.AcceptPlainHttp = true;
        Azurite = Keep(await Azurite.StartAsync(new AzuriteOptions()));
        App = Keep(new AppProcess(_folder.FullName, SettingsOf(options)));
    }

    private Dictionary<string, string?> SettingsOf(TencentWorldOptions options)
    {
        const string Section = $"Export__Sources__{Source}__TencentRedis__";
        var settings = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = Azurite.ConnectionString,
            ["LocalFunctions__DeliverActivitiesTwice"] = options.DeliverActivitiesTwice ? "true" : "false",
            [$"Export__Sources__{Source}__Provider"] = "TencentRedis",
            [Section + "Endpoint"] = Cloud.HttpEndpoint.ToString(),
            [Section + "SecretId"] = options.SecretId,
            [Section + "SecretKey"] = options.SecretKey,
            [Section + "Token"] = options.Token,
            [Section + "Region"] = "ap-guangzhou",
            [Section + "InstanceId"] = InstanceId,
        };
        foreach (var (key, value) in options.Settings)
        {
            settings[Section + key] = value;
        }

        return settings;
    }

    private T Keep<T>(T started)
        where T : IAsyncDisposable
    {
        _started.Push(started);
        return started;
    }
}
