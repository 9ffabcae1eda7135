using LocalFunctions.Hosting.Configuration;
using LocalFunctions.Hosting.Indexing;
using LocalFunctions.Worker;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting.Keys;

/// <summary>Loads the system key before the first request, and says at the start who may call what.</summary>
internal sealed partial class KeyStart(
    HostSettings settings, SystemKey systemKey, IReadOnlyList<FunctionDescriptor> functions, ILogger logger)
    : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        systemKey.Load();
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!settings.Keys.AreEnforced)
        {
            Log.NoKeys(logger);
            return Task.CompletedTask;
        }

        if (settings.Addresses.Any(address => !address.IsLoopback))
        {
            Log.NoTls(logger);
        }

        foreach (var function in functions)
        {
            if (function.Trigger is HttpTriggerBinding { AuthLevel: not AuthorizationLevel.Anonymous } http
                && settings.Keys.For(function.Name, http.AuthLevel).Count == 0)
            {
                Log.ClosedToAll(logger, function.Name, http.AuthLevel);
            }
        }

        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Information,
            "Authorization levels are not enforced, because no keys are configured: every program on this machine may call, "
                + "and no other machine can")]
        public static partial void NoKeys(ILogger logger);

        [LoggerMessage(
            2,
            LogLevel.Warning,
            "Other machines can call, and there is no TLS here: keys and data cross the network in the clear unless a TLS "
                + "proxy stands before this app")]
        public static partial void NoTls(ILogger logger);

        [LoggerMessage(
            3, LogLevel.Warning, "Function '{Function}': no configured key opens it (authorization level {Level})")]
        public static partial void ClosedToAll(ILogger logger, string function, AuthorizationLevel level);
    }
}
