using System.Net;
using System.Text.Json;
using FunctionsExport.Emulators.Hosting;

namespace FunctionsExport.Emulators.RedisEnterprise.Control;

/// <summary>
/// A port besides the API on which the emulator is told what to do, for programs other than this one. Plain HTTP on loopback,
/// without credentials: what it can do harms nobody but the emulator's users.
/// </summary>
internal static class ControlServer
{
    /// <summary>Starts it.</summary>
    /// <param name="cluster">What it controls.</param>
    /// <param name="port">On 127.0.0.1; 0 for a free one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<WebApplication> StartAsync(Cluster cluster, int port, CancellationToken cancellationToken)
    {
        var builder = EmulatorHost.CreateBuilder(
            cluster.Options.LoggerFactory, kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.Use(AnswerAsync);
        app.UseRouting();
        new ControlRoutes(cluster).Map(app);
        await EmulatorHost.StartAsync(app, cancellationToken);
        return app;
    }

    private static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        // Pages in a browser must not reach it, nor under a name that is made to lead here.
        if (context.Request.Headers.Origin.Count > 0
            || !(IPAddress.TryParse(context.Request.Host.Host, out var address) && IPAddress.IsLoopback(address)
                || context.Request.Host.Host == "localhost"))
        {
            await FailAsync(context, StatusCodes.Status403Forbidden, "Not for browsers: ask 127.0.0.1 without an Origin.");
            return;
        }

        try
        {
            await next(context);
            if (context.GetEndpoint() is null)
            {
                await FailAsync(context, StatusCodes.Status404NotFound, "There is nothing here; see docs/emulators.md.");
            }
        }
        catch (KeyNotFoundException exception)
        {
            await FailAsync(context, StatusCodes.Status404NotFound, exception.Message);
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException)
        {
            await FailAsync(context, StatusCodes.Status400BadRequest, exception.Message);
        }
    }

    private static Task FailAsync(HttpContext context, int status, string error)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error }, context.RequestAborted);
    }
}
