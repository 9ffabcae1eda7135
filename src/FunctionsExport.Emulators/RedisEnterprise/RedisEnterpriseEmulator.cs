using System.Net;
using System.Security.Cryptography.X509Certificates;
using FunctionsExport.Emulators.Hosting;
using FunctionsExport.Emulators.RedisEnterprise.Api;
using FunctionsExport.Emulators.RedisEnterprise.Control;
using FunctionsExport.Emulators.RedisEnterprise.Databases;
using FunctionsExport.Emulators.RedisEnterprise.Faults;
using FunctionsExport.Emulators.RedisEnterprise.Journal;
using FunctionsExport.Emulators.RedisEnterprise.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Security;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace FunctionsExport.Emulators.RedisEnterprise;

/// <summary>
/// The part of a Redis Enterprise cluster's REST API that exports need, over HTTPS on loopback. The databases are real
/// redis-servers; their data is what an export writes.
/// </summary>
internal sealed class RedisEnterpriseEmulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;
    private readonly Cluster _cluster;
    private WebApplication? _control;

    private RedisEnterpriseEmulator(WebApplication app, X509Certificate2 certificate, Cluster cluster)
    {
        _app = app;
        _certificate = certificate;
        _cluster = cluster;
        foreach (var (node, address) in cluster.Nodes.Zip(EmulatorHost.AddressesOf(app)))
        {
            node.Endpoint = address;
        }
    }

    /// <summary>Address of the API at the first node, <c>https://127.0.0.1:port</c>.</summary>
    public Uri Endpoint => Nodes[0].Endpoint;

    /// <summary>Address of the control surface, <c>http://127.0.0.1:port</c>; null when there is none.</summary>
    public Uri? ControlEndpoint => _control is null ? null : EmulatorHost.AddressesOf(_control).Single();

    /// <summary>The nodes, from uid 1 on; each one's state can be set at any time.</summary>
    public IReadOnlyList<ClusterNode> Nodes => _cluster.Nodes;

    /// <summary>The node that answers for the cluster.</summary>
    public ClusterNode Master => _cluster.Master;

    /// <summary>What goes wrong with requests of any kind.</summary>
    public RequestFaults RequestFaults => _cluster.RequestFaults;

    /// <summary>The API's certificate, in PEM: what a client trusts as its CA file.</summary>
    public string CertificatePem => _cluster.CertificatePem;

    /// <summary>The requests so far.</summary>
    public RequestJournal Journal => _cluster.Journal;

    /// <summary>The forms of answers, changeable at any time.</summary>
    public AnswerForms Answers => _cluster.Answers;

    /// <summary>The users and their locks.</summary>
    public Accounts Accounts => _cluster.Accounts;

    /// <summary>By what users can log in, changeable at any time.</summary>
    public AccessSettings Access => _cluster.Access;

    /// <summary>The access tokens.</summary>
    public AccessTokens Tokens => _cluster.Tokens;

    public IEnumerable<ClusterDatabase> Databases => _cluster.Databases;

    /// <summary>Starts the emulator; it listens when this returns.</summary>
    /// <exception cref="ArgumentException">A database or user is not well described.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<RedisEnterpriseEmulator> StartAsync(
        RedisEnterpriseEmulatorOptions options, CancellationToken cancellationToken = default)
    {
        var certificate = SelfSignedCertificate.Create(options.ClusterName, options.Time.GetUtcNow());
        var cluster = new Cluster(options, certificate.ExportCertificatePem());
        var app = Build(options, certificate, cluster);
        try
        {
            await app.StartAsync(cancellationToken);
            var emulator = new RedisEnterpriseEmulator(app, certificate, cluster);
            if (options.ControlPort is { } port)
            {
                emulator._control = await ControlServer.StartAsync(cluster, port, cancellationToken);
            }

            return emulator;
        }
        catch
        {
            await app.DisposeAsync();
            await cluster.DisposeAsync();
            certificate.Dispose();
            throw;
        }
    }

    /// <summary>The controls and counters of a database.</summary>
    /// <exception cref="ArgumentException">There is none with this uid.</exception>
    public ClusterDatabase Database(int uid) =>
        _cluster.Find(uid) ?? throw new ArgumentException($"There is no database with uid {uid}.", nameof(uid));

    /// <summary>Writes <see cref="CertificatePem"/> to a file.</summary>
    public Task WriteCertificateAsync(string path, CancellationToken cancellationToken = default) =>
        File.WriteAllTextAsync(path, CertificatePem, cancellationToken);

    /// <summary>Makes the next node that is up the master, if there is one; it may have lost the state of exports.</summary>
    public Task FailOverAsync(bool loseStatus = false) => _cluster.FailOverAsync(loseStatus);

    /// <summary>Stops listening and abandons the exports that run.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_control is not null)
        {
            await _control.DisposeAsync();
        }

        await _app.DisposeAsync();
        await _cluster.DisposeAsync();
        _certificate.Dispose();
    }

    private static WebApplication Build(
        RedisEnterpriseEmulatorOptions options, X509Certificate2 certificate, Cluster cluster)
    {
        var builder = EmulatorHost.CreateBuilder(options.LoggerFactory, kestrel =>
        {
            foreach (var node in cluster.Nodes)
            {
                kestrel.Listen(IPAddress.Loopback, node.Port, listen =>
                {
                    // A dropped connection is then the one request's.
                    listen.Protocols = HttpProtocols.Http1;
                    NodeGate.Use(listen, node);
                    listen.UseHttps(https => ConfigureTls(https, certificate, cluster.ClientCertificates));
                });
            }
        });
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.UseRouting();
        Gate.Use(app, cluster);
        Routes.Map(app, cluster);
        return app;
    }

    private static void ConfigureTls(
        HttpsConnectionAdapterOptions https, X509Certificate2 certificate, ClientCertificates? clients)
    {
        https.ServerCertificate = certificate;
        if (clients is not null)
        {
            // Additive: who shows no certificate logs in otherwise. One that is not trusted ends the handshake.
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.ClientCertificateValidation = (shown, _, _) => clients.Accepts(shown);
        }
    }
}
