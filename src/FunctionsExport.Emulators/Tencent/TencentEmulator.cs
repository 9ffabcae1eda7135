using System.Security.Cryptography.X509Certificates;
using FunctionsExport.Emulators.RedisEnterprise.Security;
using FunctionsExport.Emulators.Tencent.Backups;
using FunctionsExport.Emulators.Tencent.Downloads;
using FunctionsExport.Emulators.Tencent.Faults;
using FunctionsExport.Emulators.Tencent.Hosting;
using FunctionsExport.Emulators.Tencent.Instances;
using FunctionsExport.Emulators.Tencent.Journal;
using FunctionsExport.Emulators.Tencent.V2;
using FunctionsExport.Emulators.Tencent.V3;

namespace FunctionsExport.Emulators.Tencent;

/// <summary>
/// The part of Tencent Cloud's Redis service that exports need, on loopback: API v2 at <c>/v2/index.php</c>, API 3.0 at <c>/</c>, and
/// the downloads. The instances are real redis-servers; their data is what a backup holds.
/// </summary>
internal sealed class TencentEmulator : IAsyncDisposable
{
    private readonly Cloud _cloud;
    private readonly X509Certificate2 _certificate;
    private readonly Stack<Listener> _listeners = new();

    private TencentEmulator(Cloud cloud, X509Certificate2 certificate)
    {
        _cloud = cloud;
        _certificate = certificate;
    }

    /// <summary>Address of the APIs, <c>https://127.0.0.1:port</c>.</summary>
    public Uri Endpoint { get; private set; } = null!;

    /// <summary>The same on plain HTTP, which the service refuses unless <see cref="ServiceSwitches.AcceptPlainHttp"/>.</summary>
    public Uri HttpEndpoint { get; private set; } = null!;

    /// <summary>The APIs' certificate, in PEM: what a client trusts as its CA file.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem();

    /// <summary>The calls and downloads so far.</summary>
    public TencentJournal Journal => _cloud.Journal;

    /// <summary>What goes wrong.</summary>
    public TencentFaults Faults => _cloud.Faults;

    /// <summary>Open points of both APIs.</summary>
    public ServiceSwitches Service => _cloud.Service;

    /// <summary>Open points of API v2.</summary>
    public V2Switches V2 => _cloud.V2;

    /// <summary>Open points of API 3.0.</summary>
    public V3Switches V3 => _cloud.V3;

    /// <summary>How files are served.</summary>
    public DownloadSwitches Downloads => _cloud.Downloads;

    /// <summary>The URLs that were given out.</summary>
    public DownloadGrants Grants => _cloud.Grants;

    /// <summary>The service's clock.</summary>
    public Clock Clock => _cloud.Clock;

    /// <summary>The backups and tasks, and their pace.</summary>
    public Workflows Workflows => _cloud.Workflows;

    public IEnumerable<TencentInstance> Instances => _cloud.Instances;

    /// <summary>Starts the emulator; it listens when this returns.</summary>
    /// <exception cref="ArgumentException">An instance or account is not well described.</exception>
    /// <exception cref="IOException">A port is in use.</exception>
    public static async Task<TencentEmulator> StartAsync(
        TencentEmulatorOptions options, CancellationToken cancellationToken = default)
    {
        var cloud = new Cloud(options);

        // The certificate is for the machine's clock, whatever the emulator's is.
        var certificate = SelfSignedCertificate.Create("redis.tencent.local", TimeProvider.System.GetUtcNow());
        var emulator = new TencentEmulator(cloud, certificate);
        try
        {
            await emulator.ListenAsync(options, cancellationToken);
            return emulator;
        }
        catch
        {
            await emulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>The controls and counters of an instance.</summary>
    /// <exception cref="ArgumentException">There is none with this id.</exception>
    public TencentInstance Instance(string id) =>
        _cloud.Find(id) ?? throw new ArgumentException($"There is no instance with id {id}.", nameof(id));

    /// <summary>Makes a backup of an instance's data as of now, finished when this returns.</summary>
    /// <param name="id">The instance's id.</param>
    /// <param name="age">How old it says that it is.</param>
    /// <param name="automatic">Whether it says that the service made it by its schedule.</param>
    /// <param name="remark">Its remark.</param>
    public Task<Backup> AddBackupAsync(string id, TimeSpan age = default, bool automatic = true, string remark = "") =>
        _cloud.Workflows.AddFinishedAsync(Instance(id), _cloud.Clock.Now - age, automatic, remark, _cloud.Service.Retention);

    /// <summary>Writes <see cref="CertificatePem"/> to a file.</summary>
    public Task WriteCertificateAsync(string path, CancellationToken cancellationToken = default) =>
        File.WriteAllTextAsync(path, CertificatePem, cancellationToken);

    /// <summary>Stops listening and abandons the tasks that run.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_listeners.TryPop(out var listener))
        {
            await listener.DisposeAsync();
        }

        await _cloud.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task ListenAsync(TencentEmulatorOptions options, CancellationToken cancellationToken)
    {
        var secure = options.SecureDownloads ? _certificate : null;
        var intranet = await ServeAsync(TencentService.Intranet);
        var extranet = await ServeAsync(TencentService.Extranet);
        var api = new ApiRoutes(_cloud, new DownloadAddresses(intranet, extranet));
        Endpoint = (await StartAsync(options.Port, _certificate, api.HandleAsync)).Endpoint;
        HttpEndpoint = (await StartAsync(options.HttpPort, null, api.HandleAsync)).Endpoint;

        async Task<DownloadAddress> ServeAsync(TencentService network)
        {
            var listener = await StartAsync(0, secure, new FileServer(_cloud, network).HandleAsync);
            return new DownloadAddress(network, listener.Endpoint.GetLeftPart(UriPartial.Authority));
        }

        async Task<Listener> StartAsync(int port, X509Certificate2? certificate, RequestDelegate handler)
        {
            var listener = await Listener.StartAsync(
                port, certificate, _cloud.Clock, options.LoggerFactory, handler, cancellationToken);
            _listeners.Push(listener);
            return listener;
        }
    }
}
