using LocalFunctions.DurableTask;
using LocalFunctions.Hosting.Configuration;
using LocalFunctions.Hosting.Durable;
using LocalFunctions.Hosting.Http;
using LocalFunctions.Hosting.Indexing;
using LocalFunctions.Hosting.Invocation;
using LocalFunctions.Hosting.Timers;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting;

/// <summary>
/// Starts and stops what runs functions. Start: the engine, then (by the server) HTTP, then the timers. Stop: HTTP and timer
/// invocations are cancelled, HTTP is drained (by the server), the timers end, then the engine.
/// </summary>
internal sealed partial class FunctionRuntime : IHostedLifecycleService, IAsyncDisposable
{
    private readonly IServiceProvider _services;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly InvocationTokens _tokens;
    private Task _timers = Task.CompletedTask;
    private Task _cancelled = Task.CompletedTask;
    private bool _isDisposed;

    public FunctionRuntime(IServiceProvider services, HostSettings settings, IReadOnlyList<FunctionDescriptor> functions)
    {
        _services = services;
        _loggers = services.GetRequiredService<ILoggerFactory>();
        _logger = _loggers.CreateLogger("LocalFunctions");
        _time = services.GetRequiredService<TimeProvider>();
        _tokens = new InvocationTokens(settings.HostJson.FunctionTimeout, _time);
        Functions = functions;
        var options = new DurableEngineOptions
        {
            StorePath = settings.StorePath,
            HubName = settings.HostJson.HubName,
            DefaultVersion = settings.HostJson.DefaultVersion,
            MaxConcurrentActivities = settings.HostJson.MaxConcurrentActivityFunctions,
            MaxConcurrentOrchestrations = settings.HostJson.MaxConcurrentOrchestratorFunctions,
            DeliverActivitiesTwice = settings.DeliverActivitiesTwice,
            HistoryRetention = settings.HistoryRetention,
        };
        Engine = new DurableEngine(options, Register(), services, _loggers, _time);
    }

    public IReadOnlyList<FunctionDescriptor> Functions { get; }

    public DurableEngine Engine { get; }

    /// <summary>Where the app listens: after the start, the real ports.</summary>
    public IReadOnlyList<string> Urls =>
        [.. _services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []];

    public HttpFunction CreateHttp(FunctionDescriptor function) =>
        new(function, _tokens, Engine.Client, LoggerOf(function));

    private TimerFunction CreateTimer(FunctionDescriptor function) => new(
        function, (TimerTriggerBinding)function.Trigger, _tokens, Engine.Client,
        _services.GetRequiredService<IServiceScopeFactory>(), _time, LoggerOf(function));

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Engine.StartAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        FunctionList.Write(_logger, Functions, Urls.Count > 0 ? Urls[0] : "");
        _timers = Task.WhenAll(Functions
            .Where(function => function.Trigger is TimerTriggerBinding)
            .Select(function => CreateTimer(function).RunAsync())
            .ToList());
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Seen to at the end of the stop: callbacks of functions must not hold it up.
        _cancelled = _tokens.StopAsync();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_timers, Observe(_cancelled)).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Log.TimersStillRun(_logger);
        }

        await Engine.StopAsync(cancellationToken);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        // The container knows this object twice, as itself and as a hosted service.
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;

        // Not yet cancelled when the app is disposed of without having been stopped.
        _ = Observe(_tokens.StopAsync());
        await Engine.DisposeAsync();
        _tokens.Dispose();
    }

    private async Task Observe(Task cancelled)
    {
        try
        {
            await cancelled;
        }
        catch (Exception e)
        {
            // What a function has registered on its token has thrown.
            Log.CancellationDisturbed(_logger, e.GetType().FullName!);
        }
    }

    // The Functions host's category.
    private ILogger LoggerOf(FunctionDescriptor function) => _loggers.CreateLogger($"Function.{function.Name}");

    private DurableTaskRegistry Register()
    {
        var registry = new DurableTaskRegistry();
        foreach (var function in Functions)
        {
            var invoker = new FunctionInvoker(function);
            if (function.Trigger is ActivityTriggerBinding activity)
            {
                registry.AddActivity(
                    function.Name,
                    services => new ActivityFunction(invoker, activity.InputType, _tokens, Engine!.Client, services));
            }
            else if (function.Trigger is OrchestrationTriggerBinding)
            {
                registry.AddOrchestratorFactory(
                    function.Name, default, services => new OrchestratorFunction(invoker, Engine!.Client, services));
            }
        }

        return registry;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The app stops although timer functions still run")]
        public static partial void TimersStillRun(ILogger logger);

        [LoggerMessage(2, LogLevel.Warning, "A function's answer to the stop has failed with {Type}")]
        public static partial void CancellationDisturbed(ILogger logger, string type);
    }
}
