using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using FunctionsExport.Emulators.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FunctionsExport.Emulators.Tencent.Hosting;

/// <summary>A web server on one port of loopback.</summary>
internal sealed class Listener : IAsyncDisposable
{
    // Over the APIs' own limits, 32 KB and 10 MB, which they refuse by a code.
    private const int MaxLine = 128 << 10;
    private const long MaxBody = 16 << 20;

    private readonly WebApplication _app;

    private Listener(WebApplication app)
    {
        _app = app;
        Endpoint = EmulatorHost.AddressesOf(app).Single();
    }

    /// <summary>Scheme, 127.0.0.1 and port.</summary>
    public Uri Endpoint { get; }

    /// <param name="port">0 for a free one.</param>
    /// <param name="certificate">Null for plain HTTP.</param>
    /// <param name="clock">What the <c>Date</c> header says.</param>
    /// <param name="loggers">The server's log.</param>
    /// <param name="handler">Answers every request.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<Listener> StartAsync(
        int port,
        X509Certificate2? certificate,
        Clock clock,
        ILoggerFactory loggers,
        RequestDelegate handler,
        CancellationToken cancellationToken)
    {
        var app = EmulatorHost.CreateBuilder(loggers, kestrel =>
        {
            kestrel.Limits.MaxRequestLineSize = MaxLine;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                // A dropped connection is then the one request's.
                listen.Protocols = HttpProtocols.Http1;
                if (certificate is not null)
                {
                    listen.UseHttps(certificate);
                }
            });
        }).Build();
        app.Run(context =>
        {
            context.Response.Headers.Date = clock.Now.ToString("R", CultureInfo.InvariantCulture);
            return handler(context);
        });
        await EmulatorHost.StartAsync(app, cancellationToken);
        return new Listener(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
