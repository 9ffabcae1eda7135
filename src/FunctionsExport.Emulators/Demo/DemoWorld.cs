using System.Globalization;
using System.Security.Cryptography;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.RedisEnterprise;
using FunctionsExport.Emulators.RedisEnterprise.Databases;
using FunctionsExport.Emulators.Samples;

namespace FunctionsExport.Emulators.Demo;

/// <summary>
/// All that an export needs, on this machine: redis-servers with sample data, an emulated Redis Enterprise cluster before them,
/// Azurite, and the app. Disposing ends what was started, the last first.
/// </summary>
internal sealed class DemoWorld : IAsyncDisposable
{
    public const string Source = "orders";

    private static readonly TimeSpan AppStartTimeout = TimeSpan.FromSeconds(60);

    private readonly Stack<IAsyncDisposable> _started = new();
    private readonly TempFolder _folder = new("demo");

    private DemoWorld()
    {
    }

    /// <summary>The app's address.</summary>
    public Uri AppAddress { get; private set; } = null!;

    public RedisEnterpriseEmulator Cluster { get; private set; } = null!;

    public Azurite Storage { get; private set; } = null!;

    public ChildProcess App { get; private set; } = null!;

    /// <exception cref="ChildProcessException">A program is missing or did not start.</exception>
    public static async Task<DemoWorld> StartAsync(DemoSettings settings, TextWriter output, CancellationToken cancellationToken)
    {
        var world = new DemoWorld();
        try
        {
            await world.StartAllAsync(settings, output, cancellationToken);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_started.TryPop(out var started))
        {
            await started.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task StartAllAsync(DemoSettings settings, TextWriter output, CancellationToken cancellationToken)
    {
        var shards = new List<RedisServer>();
        for (var i = 0; i < settings.Shards; i++)
        {
            shards.Add(Keep(await RedisServer.StartAsync(cancellationToken: cancellationToken)));
        }

        await SampleData.FillAsync(
            [.. shards.Select(s => s.Address)], new SampleDataOptions { Keys = settings.Keys }, cancellationToken);
        var keys = 0L;
        foreach (var shard in shards)
        {
            keys += await shard.CountKeysAsync();
        }

        var addresses = string.Join(", ", shards.Select(s => s.Address));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"redis-server   {shards.Count} shards on {addresses}, {keys:N0} keys"));

        var password = RandomNumberGenerator.GetHexString(20);
        Cluster = Keep(await StartClusterAsync(settings, shards, password, cancellationToken));
        await output.WriteLineAsync($"cluster        {Cluster.Endpoint} (emulated Redis Enterprise)");
        Storage = Keep(await Azurite.StartAsync(cancellationToken: cancellationToken));
        await output.WriteLineAsync($"Azurite        {Storage.Endpoint}");
        App = Keep(await StartAppAsync(settings, password));
        AppAddress = await WaitForAppAsync(cancellationToken);
        await output.WriteLineAsync($"app            {AppAddress}");
    }

    private static Task<RedisEnterpriseEmulator> StartClusterAsync(
        DemoSettings settings, List<RedisServer> shards, string password, CancellationToken cancellationToken) =>
        RedisEnterpriseEmulator.StartAsync(
            new RedisEnterpriseEmulatorOptions
            {
                Password = password,
                Databases = [new EmulatedDatabase { Uid = 1, Name = Source, Shards = [.. shards.Select(s => s.Address)] }],
                Pace = new Pace(settings.ExportTime),
            },
            cancellationToken);

    private async Task<ChildProcess> StartAppAsync(DemoSettings settings, string password)
    {
        var exports = Directory.CreateDirectory(_folder.File("exports")).FullName;
        var certificate = _folder.File("cluster.pem");
        await Cluster.WriteCertificateAsync(certificate);
        const string Prefix = $"Export__Sources__{Source}__";
        return await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Name = "The app",
            FileName = "dotnet",
            Arguments = [settings.App],
            WorkingDirectory = _folder.FullName,
            Environment = new Dictionary<string, string?>
            {
                ["LocalFunctions__Urls"] = "http://127.0.0.1:0",
                ["LocalFunctions__StorePath"] = _folder.File("orchestrations.db"),
                ["AzureWebJobsStorage"] = Storage.ConnectionString,
                [Prefix + "Provider"] = "RedisEnterprise",
                [Prefix + "DisplayName"] = "Orders (sample)",
                [Prefix + "RedisEnterprise__Endpoint"] = Cluster.Endpoint.ToString(),
                [Prefix + "RedisEnterprise__DatabaseId"] = "1",
                [Prefix + "RedisEnterprise__Username"] = new RedisEnterpriseEmulatorOptions().Username,
                [Prefix + "RedisEnterprise__Password"] = password,
                [Prefix + "RedisEnterprise__CaFile"] = certificate,
                [Prefix + "RedisEnterprise__ExportLocation__Type"] = "mount_point",
                [Prefix + "RedisEnterprise__ExportLocation__Path"] = exports,
            },
        });
    }

    /// <summary>Waits until the app says where it listens and answers there.</summary>
    private async Task<Uri> WaitForAppAsync(CancellationToken cancellationToken)
    {
        const string Listening = "Listening on ";
        var line = await App.WaitForLineAsync(
            text => text.Contains(Listening, StringComparison.Ordinal), AppStartTimeout, cancellationToken);
        return new Uri(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..].Trim().TrimEnd('.'));
    }

    private T Keep<T>(T started)
        where T : IAsyncDisposable
    {
        _started.Push(started);
        return started;
    }
}
