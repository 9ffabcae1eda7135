using System.Globalization;
using System.IO.Compression;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.RedisEnterprise;
using FunctionsExport.Emulators.RedisEnterprise.Databases;
using FunctionsExport.Emulators.Samples;

namespace FunctionsExport.EndToEnd.World;

/// <summary>
/// Real redis-servers, the emulated cluster before them, Azurite and the app as a process: all on this machine, all ended by
/// disposing it.
/// </summary>
internal sealed class ExportWorld : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _started = new();
    private readonly TempFolder _folder = new("world");

    private ExportWorld(WorldOptions options)
    {
        Options = options;
        Api = new ExportApi(() => App.Address, options.Key);
    }

    public WorldOptions Options { get; }

    public ExportApi Api { get; }

    public AppProcess App { get; private set; } = null!;

    public Azurite Azurite { get; private set; } = null!;

    public RedisEnterpriseEmulator Cluster { get; private set; } = null!;

    /// <summary>The redis-servers of each database.</summary>
    public Dictionary<string, IReadOnlyList<RedisServer>> Shards { get; } = [];

    /// <summary>A folder for a test's own files.</summary>
    public TempFolder Folder => _folder;

    /// <summary>The folder that the cluster exports to.</summary>
    public string ExportFolder => _folder.File("exports");

    public BlobContainerClient Exports => new(Azurite.ConnectionString, "exports");

    public BlobContainerClient State => new(Azurite.ConnectionString, "exports-state");

    public static async Task<ExportWorld> StartAsync(WorldOptions? options = null, bool startApp = true)
    {
        var world = new ExportWorld(options ?? new WorldOptions());
        try
        {
            await world.StartPartsAsync();
            if (startApp)
            {
                await world.App.StartAsync();
            }

            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    public ClusterDatabase Database(string name) => Cluster.Databases.Single(d => d.Definition.Name == name);

    /// <summary>Fills a database with sample data, over all its shards.</summary>
    public Task FillAsync(string database, int keys) => SampleData.FillAsync(
        [.. Shards[database].Select(s => s.Address)], new SampleDataOptions { Keys = keys, Seed = database.Length });

    /// <summary>Fills a database with data that does not compress, the same size in each shard.</summary>
    public async Task FillWithNoiseAsync(string database, int mebibytesPerShard)
    {
        foreach (var shard in Shards[database])
        {
            await shard.CallAsync(
                "EVAL",
                "for i=1,tonumber(ARGV[1]) do local t={} for j=1,32768 do t[j]=struct.pack('<I4I4I4I4I4I4I4I4',"
                    + "math.random(0,2147483647),math.random(0,2147483647),math.random(0,2147483647),math.random(0,2147483647),"
                    + "math.random(0,2147483647),math.random(0,2147483647),math.random(0,2147483647),math.random(0,2147483647)) end "
                    + "redis.call('SET','noise:'..i,table.concat(t)) end return 'OK'",
                "0",
                mebibytesPerShard.ToString(CultureInfo.InvariantCulture));
        }
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

    /// <summary>The digests of the fetched files: each downloaded, gunzipped and loaded by a fresh redis-server.</summary>
    public async Task<IReadOnlyList<string>> RestoreAsync(IEnumerable<string> blobs)
    {
        var digests = new List<string>();
        foreach (var (index, blob) in blobs.Index())
        {
            var rdb = _folder.File(string.Create(CultureInfo.InvariantCulture, $"restored-{index}.rdb"));
            await using (var content = await Exports.GetBlobClient(blob).OpenReadAsync())
            await using (var inflated = new GZipStream(content, CompressionMode.Decompress))
            await using (var file = File.Create(rdb))
            {
                await inflated.CopyToAsync(file);
            }

            await using var server = await RedisServer.StartAsync(new RedisServerOptions { LoadFrom = rdb });
            digests.Add(await server.DigestAsync());
        }

        return digests;
    }

    /// <summary>The digests of a database's shards.</summary>
    public async Task<IReadOnlyList<string>> DigestsAsync(string database)
    {
        var digests = new List<string>();
        foreach (var shard in Shards[database])
        {
            digests.Add(await shard.DigestAsync());
        }

        return digests;
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

    private async Task StartPartsAsync()
    {
        Directory.CreateDirectory(ExportFolder);
        foreach (var (name, count) in Options.Databases)
        {
            var shards = new List<RedisServer>();
            for (var i = 0; i < count; i++)
            {
                shards.Add(Keep(await RedisServer.StartAsync()));
            }

            Shards[name] = shards;
        }

        Cluster = Keep(await RedisEnterpriseEmulator.StartAsync(Options.ChangeCluster(new RedisEnterpriseEmulatorOptions
        {
            Password = Options.Password,
            Pace = Options.Pace,
            Storage = Options.Storage,
            Databases =
            [
                .. Options.Databases.Select((d, i) => new EmulatedDatabase
                {
                    Uid = i + 1,
                    Name = d.Name,
                    Shards = [.. Shards[d.Name].Select(s => s.Address)],
                }),
            ],
        })));
        Azurite = Keep(await Azurite.StartAsync(Options.Azurite));
        await Cluster.WriteCertificateAsync(_folder.File("cluster.pem"));
        App = Keep(new AppProcess(_folder.FullName, Settings()));
    }

    private Dictionary<string, string?> Settings()
    {
        var settings = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = Azurite.ConnectionString,
            ["LocalFunctions__DeliverActivitiesTwice"] = Options.DeliverActivitiesTwice ? "true" : "false",
            ["LocalFunctions__Keys__Host__tests"] = Options.Key,
        };
        foreach (var (index, (name, _)) in Options.Databases.Index())
        {
            foreach (var (key, value) in SourceSettings(index + 1))
            {
                settings[$"Export__Sources__{name}__{key}"] = value;
            }
        }

        foreach (var (key, value) in Options.Settings.Concat(Options.LateSettings(this)))
        {
            settings[key] = value;
        }

        return settings;
    }

    /// <summary>The settings of a source that names a database by its uid, below <c>Export__Sources__name__</c>.</summary>
    public Dictionary<string, string?> SourceSettings(int uid) => new()
    {
        ["Provider"] = "RedisEnterprise",
        ["RedisEnterprise__Endpoint"] = Cluster.Endpoint.ToString(),
        ["RedisEnterprise__DatabaseId"] = uid.ToString(CultureInfo.InvariantCulture),
        ["RedisEnterprise__Username"] = new RedisEnterpriseEmulatorOptions().Username,
        ["RedisEnterprise__Password"] = Options.Password,
        ["RedisEnterprise__CaFile"] = _folder.File("cluster.pem"),
        ["RedisEnterprise__ExportLocation__Type"] = "mount_point",
        ["RedisEnterprise__ExportLocation__Path"] = ExportFolder,
    };

    private T Keep<T>(T started)
        where T : IAsyncDisposable
    {
        _started.Push(started);
        return started;
    }
}
