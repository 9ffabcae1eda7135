using System.Globalization;
using FunctionsExport.Configuration;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.RedisEnterprise;
using FunctionsExport.Emulators.RedisEnterprise.Databases;
using FunctionsExport.EndToEnd.Emulators.RedisEnterprise;
using FunctionsExport.Providers;
using FunctionsExport.Providers.RedisEnterprise;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsExport.EndToEnd.Contract;

/// <summary>An emulated cluster with a database of its own, and the app's own client for it.</summary>
internal sealed class ContractCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly EmulatedCluster _cluster;
    private readonly TempFolder _folder = new("contract");
    private readonly ServiceProvider _services =
        new ServiceCollection().AddLogging().AddRedisEnterprise().BuildServiceProvider();

    private ContractCluster(EmulatedCluster cluster) => _cluster = cluster;

    public RedisEnterpriseEmulator Emulator => _cluster.Emulator;

    public ClusterDatabase Database => _cluster.Database;

    public AnswerForms Answers => Emulator.Answers;

    public static async Task<ContractCluster> StartAsync(
        int shards = 2, Func<RedisEnterpriseEmulatorOptions, RedisEnterpriseEmulatorOptions>? change = null)
    {
        var cluster = new ContractCluster(await EmulatedCluster.StartAsync(shards, change: change));
        await cluster.Emulator.WriteCertificateAsync(cluster._folder.File("cluster.pem"));
        return cluster;
    }

    /// <summary>For tests in which nothing is exported.</summary>
    public static async Task<ContractCluster> StartWithoutServersAsync(
        Func<RedisEnterpriseEmulatorOptions, RedisEnterpriseEmulatorOptions>? change = null)
    {
        var cluster = new ContractCluster(await EmulatedCluster.StartWithoutServersAsync(change: change));
        await cluster.Emulator.WriteCertificateAsync(cluster._folder.File("cluster.pem"));
        return cluster;
    }

    /// <summary>Writes a file for the settings to name.</summary>
    public string Write(string name, string content)
    {
        File.WriteAllText(_folder.File(name), content);
        return _folder.File(name);
    }

    /// <summary>The client, of settings that are valid unless they are changed; null takes one away.</summary>
    public IExportProvider Client(params (string Key, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Endpoint"] = Emulator.Endpoint.ToString(),
            ["DatabaseId"] = Database.Definition.Uid.ToString(CultureInfo.InvariantCulture),
            ["Username"] = EmulatedCluster.Username,
            ["Password"] = EmulatedCluster.Password,
            ["CaFile"] = _folder.File("cluster.pem"),
            ["ExportLocation:Type"] = "mount_point",
            ["ExportLocation:Path"] = _cluster.Folder,
        };
        foreach (var (key, value) in changes)
        {
            settings[key] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            settings.Where(s => s.Value is not null).Select(s => KeyValuePair.Create("Source:" + s.Key, s.Value))).Build();
        var report = new SettingsReport();
        var provider = _services.GetRequiredService<IExportProviderFactory>()
            .Create(new SettingsReader(configuration.GetSection("Source"), report));
        return provider ?? throw new InvalidOperationException(string.Join(Environment.NewLine, report.Faults));
    }

    /// <summary>The endpoints of nodes, by their uids, as the setting has them.</summary>
    public string Nodes(params int[] uids) =>
        string.Join(',', uids.Select(uid => Emulator.Nodes.Single(n => n.Uid == uid).Endpoint));

    /// <summary>Prepares and starts an export and reads its progress until it has ended.</summary>
    public static async Task<(ExportPreparation Preparation, ExportProgress Progress)> RunAsync(IExportProvider client)
    {
        var preparation = await client.PrepareAsync(CancellationToken.None);
        await client.StartAsync(preparation, CancellationToken.None);
        return (preparation, await WaitAsync(client, preparation, p => p.State is ProviderState.Succeeded or ProviderState.Failed));
    }

    /// <summary>Reads the progress until it is as wanted.</summary>
    public static async Task<ExportProgress> WaitAsync(
        IExportProvider client, ExportPreparation preparation, Func<ExportProgress, bool> wanted)
    {
        var end = DateTimeOffset.UtcNow + Patience;
        while (true)
        {
            var progress = await client.GetProgressAsync(preparation, CancellationToken.None);
            if (wanted(progress))
            {
                return progress;
            }

            Assert.True(DateTimeOffset.UtcNow < end, $"Not seen within {Patience}; last: {progress}");
            await Task.Delay(Interval);
        }
    }

    /// <summary>Exports, which must succeed, once, with a file for each shard.</summary>
    public async Task<ExportPreparation> AssertExportsAsync(IExportProvider client)
    {
        var accepted = Database.ExportsAccepted;
        var (preparation, progress) = await RunAsync(client);
        Assert.Equal(new ExportProgress(ProviderState.Succeeded, 100), progress);
        Assert.Equal(accepted + 1, Database.ExportsAccepted);
        var files = await client.ListFilesAsync(preparation, CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, Database.Shards.Count), files.Select(f => f.Part));
        return preparation;
    }

    /// <summary>The fault of a call.</summary>
    public static async Task<ExportFault> FaultAsync(Func<Task> call) => (await Assert.ThrowsAsync<ExportFaultException>(call)).Fault;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _cluster.DisposeAsync();
        _folder.Dispose();
    }
}
