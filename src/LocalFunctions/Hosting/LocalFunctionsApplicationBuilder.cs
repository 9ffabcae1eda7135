using System.Reflection;
using LocalFunctions.Engine;
using LocalFunctions.Hosting.Configuration;
using LocalFunctions.Hosting.Indexing;
using LocalFunctions.Hosting.Invocation;
using LocalFunctions.Hosting.Keys;
using LocalFunctions.Hosting.Management;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace LocalFunctions.Hosting;

/// <summary>Prepares an app of functions.</summary>
public sealed class LocalFunctionsApplicationBuilder
{
    // The Functions host's limit.
    private const long MaxRequestBodyBytes = 100 * 1024 * 1024;

    // Below Warning the first writes the query of every request, the second what it could not read of one: the key with either.
    private static readonly string[] KeyTellingLogs =
        ["Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Server.Kestrel.BadRequests"];

    private const string HostLog = "Microsoft.Extensions.Hosting.Internal.Host";

    private readonly StartFaults _startFaults;
    private readonly LocalFunctionsOptions _options;
    private readonly HostSettings _settings;
    private readonly WebApplicationBuilder _web;

    internal LocalFunctionsApplicationBuilder(string[] args, LocalFunctionsOptions options)
    {
        _options = options;
        var given = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        var folder = HostSettings.BaseFolder(options, given);
        var faults = new List<string>();
        var local = LocalSettings.Read(folder, faults);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(local).AddConfiguration(given).Build();
        _settings = HostSettings.Read(options, configuration, folder, faults);
        if (faults.Count > 0)
        {
            throw new HostConfigurationException(faults);
        }

        _startFaults = new StartFaults(_settings.Addresses);
        _web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ContentRootPath = folder,
            // The Core Tools' default.
            EnvironmentName = configuration["AZURE_FUNCTIONS_ENVIRONMENT"] ?? Environments.Development,
        });
        _web.Configuration.AddInMemoryCollection(local).AddEnvironmentVariables().AddCommandLine(args);
        ConfigureLogging();
        ConfigureServer();
        ConfigureServices();
    }

    /// <summary>The app's services.</summary>
    public IServiceCollection Services => _web.Services;

    /// <summary>The app's settings: the command line wins over the environment, and that over local.settings.json.</summary>
    public ConfigurationManager Configuration => _web.Configuration;

    /// <summary>The app's logging: to the console, at the levels of host.json.</summary>
    public ILoggingBuilder Logging => _web.Logging;

    /// <summary>The app's environment, named by the setting AZURE_FUNCTIONS_ENVIRONMENT; Development by default.</summary>
    public IHostEnvironment Environment => _web.Environment;

    /// <summary>Finds and checks the functions.</summary>
    /// <exception cref="FunctionIndexingException">Functions cannot be run; lists every fault.</exception>
    /// <exception cref="HostConfigurationException">A key is for a function that is not there.</exception>
    public LocalFunctionsApplication Build()
    {
        Services.TryAddSingleton(_options.TimeProvider ?? TimeProvider.System);
        var web = _web.Build();
        try
        {
            var runtime = web.Services.GetRequiredService<FunctionRuntime>();
            if (AccessKeysReader.FaultsOf(_settings.Keys, runtime.Functions) is { Count: > 0 } faults)
            {
                throw new HostConfigurationException(faults);
            }

            return new LocalFunctionsApplication(
                web,
                runtime,
                new FunctionDoors(_settings.Keys, runtime.Functions),
                web.Services.GetRequiredService<ManagementApi>(),
                _startFaults);
        }
        catch
        {
            // Nothing has started, so there is nothing to wait for.
            web.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    private void ConfigureLogging()
    {
        Logging
            .AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            })
            .SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddConfiguration(_settings.HostJson.Logging)
            .AddConfiguration(Configuration.GetSection("Logging"))
            .AddFilter(HostLog, _startFaults.IsLogged);
        foreach (var category in KeyTellingLogs)
        {
            // Twice, because a level that is configured for the console wins over one for all providers.
            Logging.AddFilter(category, LogLevel.Warning).AddFilter<ConsoleLoggerProvider>(category, LogLevel.Warning);
        }
    }

    private void ConfigureServer()
    {
        _web.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBodyBytes;
            foreach (var address in _settings.Addresses)
            {
                Listen(kestrel, address);
            }
        });
        _web.Host.UseDefaultServiceProvider(provider =>
        {
            provider.ValidateScopes = true;
            provider.ValidateOnBuild = true;
        });
    }

    private static void Listen(KestrelServerOptions kestrel, ListenAddress address)
    {
        if (address.Address is { } ip)
        {
            kestrel.Listen(ip, address.Port);
        }
        else
        {
            kestrel.ListenLocalhost(address.Port);
        }
    }

    private void ConfigureServices()
    {
        Services.AddRouting();
        Services.AddHostFiltering(filter => filter.AllowedHosts = [.. _settings.AllowedHosts]);
        Services.AddMvcCore();
        Services.AddScoped<FunctionInstances>();
        // Registered before the app's own background services: started before them, stopped after them.
        Services.AddSingleton(services => new FunctionRuntime(services, _settings, Index(services)));
        Services.AddHostedService(services => services.GetRequiredService<FunctionRuntime>());
        ConfigureManagement();
    }

    private void ConfigureManagement()
    {
        Services.AddSingleton(services => new SystemKey(_settings.Keys, _settings.StorePath, HostLogger(services)));
        // Started after the engine, which has the store to itself then, and before the server.
        Services.AddHostedService(services => new KeyStart(
            _settings,
            services.GetRequiredService<SystemKey>(),
            services.GetRequiredService<FunctionRuntime>().Functions,
            HostLogger(services)));
        Services.AddSingleton(services =>
        {
            var runtime = services.GetRequiredService<FunctionRuntime>();
            return new ManagementApi(
                (EngineClient)runtime.Engine.Client,
                _settings.HostJson.HubName,
                [.. runtime.Functions.Where(function => function.Trigger is OrchestrationTriggerBinding)
                    .Select(function => function.Name)],
                services.GetRequiredService<SystemKey>(),
                HostLogger(services));
        });
    }

    private static ILogger HostLogger(IServiceProvider services) =>
        services.GetRequiredService<ILoggerFactory>().CreateLogger("LocalFunctions");

    private IReadOnlyList<FunctionDescriptor> Index(IServiceProvider services)
    {
        var context = new IndexingContext(
            Configuration,
            _settings.HostJson.RoutePrefix,
            _settings.HostJson.HubName,
            services.GetRequiredService<ParameterPolicyFactory>(),
            services.GetRequiredService<IServiceProviderIsKeyedService>());
        var types = _options.FunctionTypes ?? [.. Assemblies().SelectMany(assembly => assembly.GetTypes())];
        return new FunctionIndexer(context).Index(types);
    }

    private IReadOnlyList<Assembly> Assemblies() =>
        _options.FunctionAssemblies
        ?? (Assembly.GetEntryAssembly() is { } entry
            ? [entry]
            : throw new InvalidOperationException($"There is no entry assembly. Set {nameof(LocalFunctionsOptions)}."
                + $"{nameof(LocalFunctionsOptions.FunctionAssemblies)} or {nameof(LocalFunctionsOptions.FunctionTypes)}."));
}
