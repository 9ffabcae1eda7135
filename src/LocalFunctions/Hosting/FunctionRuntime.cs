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
/// Starts and stops what runs functions. Start: the engine, then (by the server) HTTP, then the timers. Stop: HTTP, timer and
/// activity invocations are cancelled at once and end side by side, all within the host's one shutdown timeout (30 s by
/// default). HTTP is drained by the server; when the timers and activities have ended too, the store is closed.
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

    private TimerFunction CreateTimer(FunctionDescriptor function)
    {
        var trigger = (TimerTriggerBinding)function.Trigger;
        var monitor = trigger.UseMonitor
            ? new ScheduleMonitor(function.Name, trigger.Schedule.Text, () => Engine.Running().Store)
            : null;
        return new TimerFunction(
            function, trigger, monitor, _tokens, Engine.Client,
            _services.GetRequiredService<IServiceScopeFactory>(), _time, LoggerOf(function));
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Engine.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is InvalidOperationException or StoreUnavailableException)
        {
            // Its message names the file and the remedy.
            throw new HostStartException(e.Message, e);
        }
    }

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
        Engine.BeginStop();
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
            // Told below, with whatever else still runs.
        }

        await Engine.StopAsync(cancellationToken);
        foreach (var function in _tokens.Running.GroupBy(function => function))
        {
            Log.StillRuns(_logger, function.Key.Name, function.Count(), Consequence(function.Key.Trigger));
        }
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

    private static string Consequence(TriggerBinding trigger) => trigger switch
    {
        HttpTriggerBinding => "its callers get no answer",
        TimerTriggerBinding => "it runs again at the next start, unless its schedule is not monitored",
        _ => "it runs again after the next start",
    };

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
        [LoggerMessage(
            1, LogLevel.Warning, "The app stops although function '{Function}' still runs ({Count} times): {Consequence}")]
        public static partial void StillRuns(ILogger logger, string function, int count, string consequence);

        [LoggerMessage(2, LogLevel.Warning, "A function's answer to the stop has failed with {Type}")]
        public static partial void CancellationDisturbed(ILogger logger, string type);
    }
}
