using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FunctionsExport.Emulators.Hosting;

/// <summary>The web servers of the emulators.</summary>
internal static class EmulatorHost
{
    /// <summary>A server with nothing in it but what is said here.</summary>
    /// <param name="loggers">The server's log.</param>
    /// <param name="configure">Says what it listens on.</param>
    public static WebApplicationBuilder CreateBuilder(ILoggerFactory loggers, Action<KestrelServerOptions> configure)
    {
        // Empty: the settings, environment and signals of the process that hosts the emulator are not the emulator's.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            configure(kestrel);
        });
        return builder;
    }

    /// <summary>Starts a server, and leaves nothing of one that cannot be started.</summary>
    /// <exception cref="IOException">A port is in use.</exception>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>The addresses of a server that was started, in the order in which it was told to listen.</summary>
    public static IReadOnlyList<Uri> AddressesOf(WebApplication app) =>
        [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a))];
}
