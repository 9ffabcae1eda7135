using LocalFunctions.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Hosting;

/// <summary>An app on a free port, in a folder of its own.</summary>
public sealed class TestApp : IAsyncDisposable
{
    public const string MinimalHostJson = """{ "version": "2.0" }""";

    private readonly TempFolder _folder;

    private TestApp(TempFolder folder, LocalFunctionsApplication application, LogSink log)
    {
        _folder = folder;
        Application = application;
        Log = log;
    }

    public LocalFunctionsApplication Application { get; }

    public LogSink Log { get; }

    /// <summary>A client of the running app.</summary>
    public HttpClient Http { get; private set; } = new();

    public static TestApp Build(
        Type[] functions,
        string hostJson = MinimalHostJson,
        Action<LocalFunctionsOptions>? configure = null,
        Action<LocalFunctionsApplicationBuilder>? build = null,
        params string[] args)
    {
        var folder = new TempFolder().With("host.json", hostJson);
        try
        {
            var options = new LocalFunctionsOptions
            {
                FunctionTypes = functions,
                BaseFolder = folder.Path,
                Urls = "http://127.0.0.1:0",
            };
            configure?.Invoke(options);
            var log = new LogSink();
            var builder = LocalFunctionsApplication.CreateBuilder(args, options);
            builder.Logging.ClearProviders().AddProvider(log);
            build?.Invoke(builder);
            return new TestApp(folder, builder.Build(), log);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public static async Task<TestApp> StartAsync(
        Type[] functions,
        string hostJson = MinimalHostJson,
        Action<LocalFunctionsOptions>? configure = null,
        Action<IServiceCollection>? services = null)
    {
        var app = Build(functions, hostJson, configure, builder => services?.Invoke(builder.Services));
        try
        {
            await app.Application.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        app.Http = new HttpClient { BaseAddress = new Uri(app.Application.Urls[0]) };
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Application.StopAsync();
        await Application.DisposeAsync();
        _folder.Dispose();
    }
}
