using LocalFunctions.DurableTask.Client;
using LocalFunctions.Hosting.Http;
using LocalFunctions.Hosting.Keys;
using LocalFunctions.Hosting.Management;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace LocalFunctions.Hosting;

/// <summary>An app of functions that runs in this process.</summary>
public sealed class LocalFunctionsApplication : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly FunctionRuntime _runtime;
    private readonly StartFaults _startFaults;

    internal LocalFunctionsApplication(
        WebApplication web, FunctionRuntime runtime, FunctionDoors doors, ManagementApi api, StartFaults startFaults)
    {
        _web = web;
        _runtime = runtime;
        _startFaults = startFaults;
        web.UseHostFiltering();
        web.MapWhen(
            http => http.Request.Path.StartsWithSegments(ManagementApi.Path, StringComparison.OrdinalIgnoreCase),
            branch => branch.Run(api.HandleAsync));
        web.UseHttpFunctions(runtime.Functions, doors, runtime.CreateHttp);
    }

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => _web.Services;

    /// <summary>Where the app listens, with the real ports; empty before the start.</summary>
    public IReadOnlyList<string> Urls => _runtime.Urls;

    /// <summary>The client of the app's task hub; usable while the app runs.</summary>
    public DurableTaskClient DurableClient => _runtime.Engine.Client;

    /// <summary>A builder with configuration from local.settings.json, the environment and the command line.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="options">How the app is run.</param>
    /// <exception cref="HostConfigurationException">The configuration is faulty; lists every fault.</exception>
    public static LocalFunctionsApplicationBuilder CreateBuilder(string[] args, LocalFunctionsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(args);
        return new LocalFunctionsApplicationBuilder(args, options ?? new LocalFunctionsOptions());
    }

    /// <summary>Starts the app.</summary>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="HostStartException">An address cannot be bound, or the store cannot be opened.</exception>
    /// <exception cref="HostConfigurationException">The file of the system key is faulty.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await _web.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (_startFaults.OfListening(exception) is { } told)
        {
            throw told;
        }

        _startFaults.HasStarted();
    }

    /// <summary>
    /// Stops the app: cancels running HTTP, timer and activity functions at once and waits for all of them, at most the host's
    /// shutdown timeout (30 s by default); what still runs then is logged. What is unfinished of an orchestration stays in
    /// the store.
    /// </summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task StopAsync(CancellationToken cancellationToken = default) => _web.StopAsync(cancellationToken);

    /// <summary>Starts the app and runs it until it is told to stop: by Ctrl-C, SIGTERM or the token.</summary>
    /// <param name="cancellationToken">Stops the app.</param>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        await StartAsync(cancellationToken);
        await _web.WaitForShutdownAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _web.DisposeAsync();
}
