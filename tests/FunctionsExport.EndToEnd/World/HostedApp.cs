using FunctionsExport.EndToEnd.Support;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Starting;
using LocalFunctions.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.EndToEnd.World;

/// <summary>
/// The whole app in this process, spoken to over HTTP, on real Azurite and with a clock that a test sets. No provider answers it: its
/// exports wait at their first question until they are cancelled.
/// </summary>
internal sealed class HostedApp : IAsyncDisposable
{
    private readonly TempFolder _folder = new("hosted");
    private readonly LocalFunctionsApplication _app;
    private bool _started;

    private HostedApp(string connectionString, string container, MovableTime time, IReadOnlyDictionary<string, string> settings)
    {
        Time = time;
        File.WriteAllText(_folder.File("host.json"), """{ "version": "2.0" }""");
        var all = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = connectionString,
            ["Export:Destination:Container"] = container,
            ["Export:Destination:StateContainer"] = container + "-state",
        };
        foreach (var (key, value) in SourceSettings("orders", 1).Concat(SourceSettings("sessions", 2)).Concat(settings))
        {
            all[key] = value;
        }

        var builder = LocalFunctionsApplication.CreateBuilder(
            [.. all.SelectMany(s => new[] { $"--{s.Key}", s.Value })],
            new LocalFunctionsOptions
            {
                BaseFolder = _folder.FullName,
                Urls = "http://127.0.0.1:0",
                FunctionAssemblies = [typeof(ExportStarter).Assembly],
            });
        builder.Logging.ClearProviders();
        builder.Services.AddFunctionsExport(builder.Configuration);
        builder.Services.AddSingleton<TimeProvider>(time);
        _app = builder.Build();
        Api = new ExportApi(() => new Uri(_app.Urls[0]));
    }

    public MovableTime Time { get; }

    public ExportApi Api { get; }

    public LocalFunctions.DurableTask.Client.DurableTaskClient Client => _app.DurableClient;

    /// <param name="settings">Settings added to those of the sources orders and sessions.</param>
    public static async Task<HostedApp> StartAsync(
        AzuriteFixture azurite, DateTimeOffset now, IReadOnlyDictionary<string, string>? settings = null)
    {
        var hosted = new HostedApp(
            azurite.ConnectionString, azurite.NewContainer(), new MovableTime(now), settings ?? new Dictionary<string, string>());
        try
        {
            await hosted._app.StartAsync();
            hosted._started = true;
            return hosted;
        }
        catch
        {
            await hosted.DisposeAsync();
            throw;
        }
    }

    /// <summary>A service of the app.</summary>
    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        if (_started)
        {
            await _app.StopAsync();
        }

        await _app.DisposeAsync();
        Api.Dispose();
        _folder.Dispose();
    }

    private static IEnumerable<KeyValuePair<string, string>> SourceSettings(string name, int database) =>
        new Dictionary<string, string>
        {
            ["Provider"] = "RedisEnterprise",
            ["RedisEnterprise:Endpoint"] = "https://127.0.0.1:1",
            ["RedisEnterprise:DatabaseId"] = $"{database}",
            ["RedisEnterprise:Username"] = "exports@example.com",
            ["RedisEnterprise:Password"] = "cluster-password",
            ["RedisEnterprise:ExportLocation:Type"] = "mount_point",
            ["RedisEnterprise:ExportLocation:Path"] = "/mnt/exports",
        }.Select(s => new KeyValuePair<string, string>($"Export:Sources:{name}:{s.Key}", s.Value));
}
