using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.Samples;
using FunctionsExport.Emulators.Tencent;
using FunctionsExport.Emulators.Tencent.Accounts;
using FunctionsExport.Emulators.Tencent.Instances;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Exports.Tencent;

/// <summary>
/// Real redis-servers, the emulated Tencent Cloud before them, Azurite and the app as a process, with one source that exports through
/// API v2: all on this machine, all ended by disposing it.
/// </summary>
internal sealed class CrsWorld : IAsyncDisposable
{
    public const string InstanceId = "crs-j30wibe7";

    private readonly Stack<IAsyncDisposable> _started = new();
    private readonly TempFolder _folder = new("crs-world");

    private CrsWorld() => Api = new ExportApi(() => App.Address);

    public ExportApi Api { get; }

    public AppProcess App { get; private set; } = null!;

    public Azurite Azurite { get; private set; } = null!;

    public TencentEmulator Cloud { get; private set; } = null!;

    public TencentInstance Instance => Cloud.Instance(InstanceId);

    public List<RedisServer> Shards { get; } = [];

    /// <summary>The account's secrets.</summary>
    public TencentAccount Account { get; } = new(
        "AKID" + RandomNumberGenerator.GetHexString(32), RandomNumberGenerator.GetHexString(32), "sts-" + RandomNumberGenerator.GetHexString(24));

    public BlobContainerClient Exports => new(Azurite.ConnectionString, "exports");

    public BlobContainerClient State => new(Azurite.ConnectionString, "exports-state");

    /// <param name="shards">How many redis-servers the instance has.</param>
    /// <param name="edition">Its kind.</param>
    /// <param name="twice">Whether every activity is delivered twice.</param>
    /// <param name="settings">Settings of the source.</param>
    public static async Task<CrsWorld> StartAsync(
        int shards = 1, Edition edition = Edition.Cluster, bool twice = false, params (string Key, string Value)[] settings)
    {
        var world = new CrsWorld();
        try
        {
            await world.StartPartsAsync(shards, edition, twice, settings);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Fills the instance with sample data, over all its shards.</summary>
    public Task FillAsync(int keys) =>
        SampleData.FillAsync([.. Shards.Select(s => s.Address)], new SampleDataOptions { Keys = keys });

    /// <summary>Fills the first shard with data that does not compress.</summary>
    public Task FillWithNoiseAsync(int mebibytes) => Shards[0].CallAsync(
        "EVAL",
        "local t={} for j=1,262144 do t[j]=struct.pack('<I4',math.random(0,2147483647)) end local noise=table.concat(t) "
            + "for i=1,tonumber(ARGV[1]) do redis.call('SET','noise:'..i,i..noise) end return 'OK'",
        "0",
        mebibytes.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The digest of a fetched file, loaded by a fresh redis-server.</summary>
    public async Task<string> RestoreAsync(string blob)
    {
        var rdb = _folder.File("restored.rdb");
        await using (var file = File.Create(rdb))
        {
            await Exports.GetBlobClient(blob).DownloadToAsync(file);
        }

        await using var server = await RedisServer.StartAsync(new RedisServerOptions { LoadFrom = rdb });
        return await server.DigestAsync();
    }

    /// <summary>The names of the blobs of the exports container.</summary>
    public async Task<IReadOnlyList<string>> ListBlobsAsync()
    {
        var names = new List<string>();
        await foreach (var blob in Exports.GetBlobsAsync(BlobTraits.None, BlobStates.None))
        {
            names.Add(blob.Name);
        }

        return names;
    }

    /// <summary>Every place that the app writes to: its store, its output, its blobs, its answers.</summary>
    public async Task<IReadOnlyList<(string Name, string Content)>> ReadAllAsync()
    {
        var places = new List<(string, string)>
        {
            ("output", string.Join('\n', App.Output)),
            ("answers", string.Join('\n', Api.Answers)),
        };
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(App.StorePath)!, "orchestrations.db*"))
        {
            places.Add((file, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file))));
        }

        foreach (var container in new[] { Exports, State })
        {
            await foreach (var blob in container.GetBlobsAsync(BlobTraits.Metadata))
            {
                var content = await container.GetBlobClient(blob.Name).DownloadContentAsync();
                places.Add((blob.Name, Encoding.Latin1.GetString(content.Value.Content) + string.Join('\n', blob.Metadata.Values)));
            }
        }

        return places;
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

    private async Task StartPartsAsync(int shards, Edition edition, bool twice, (string Key, string Value)[] settings)
    {
        for (var shard = 0; shard < shards; shard++)
        {
            Shards.Add(Keep(await RedisServer.StartAsync()));
        }

        Cloud = Keep(await TencentEmulator.StartAsync(new TencentEmulatorOptions
        {
            Accounts = [Account],
            Instances =
            [
                new EmulatedInstance
                {
                    Id = InstanceId, Name = "orders-db", Edition = edition, Shards = [.. Shards.Select(s => s.Address)],
                },
            ],
        }));

        // The app trusts no certificate of the emulator's.
        Cloud.Service.AcceptPlainHttp = true;
        Azurite = Keep(await Azurite.StartAsync(new AzuriteOptions()));
        var source = new Dictionary<string, string?>
        {
            ["Provider"] = "TencentCrs",
            ["TencentCrs__SecretId"] = Account.SecretId,
            ["TencentCrs__SecretKey"] = Account.SecretKey,
            ["TencentCrs__Token"] = Account.Token,
            ["TencentCrs__Region"] = "gz",
            ["TencentCrs__RedisId"] = InstanceId,
            ["TencentCrs__Endpoint"] = Cloud.HttpEndpoint.ToString(),
        };
        foreach (var (key, value) in settings)
        {
            source[$"TencentCrs__{key}"] = value;
        }

        App = Keep(new AppProcess(_folder.FullName, new Dictionary<string, string?>(
            source.Select(s => KeyValuePair.Create($"Export__Sources__orders__{s.Key}", s.Value)))
        {
            ["AzureWebJobsStorage"] = Azurite.ConnectionString,
            ["LocalFunctions__DeliverActivitiesTwice"] = twice ? "true" : "false",
        }));
        await App.StartAsync();
    }

    private T Keep<T>(T started)
        where T : IAsyncDisposable
    {
        _started.Push(started);
        return started;
    }
}
