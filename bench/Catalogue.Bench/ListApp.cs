using FunctionsExport;
using FunctionsExport.Http;
using LocalFunctions.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Catalogue.Bench;

/// <summary>The app as it runs locally, over an account, until it is ended. Its sources are those of the catalogue.</summary>
internal static class ListApp
{
    public const string Container = "exports";
    public const string Listening = "Listening on ";

    public static async Task RunAsync(string account, string folder)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "host.json"), """{ "version": "2.0" }""");
        var builder = LocalFunctionsApplication.CreateBuilder(
            [.. Settings(account).SelectMany(s => new[] { $"--{s.Key}", s.Value })],
            new LocalFunctionsOptions
            {
                BaseFolder = folder,
                Urls = "http://127.0.0.1:0",
                FunctionAssemblies = [typeof(ListExportsApi).Assembly],
            });
        builder.Services.AddFunctionsExport(builder.Configuration);
        builder.Services.AddSingleton<TimeProvider>(new StoppedClock());
        await using var app = builder.Build();
        await app.StartAsync();
        Console.WriteLine(Listening + app.Urls[0]);

        // The one who has started it closes the input, or has gone.
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }

    private static IEnumerable<KeyValuePair<string, string>> Settings(string account)
    {
        yield return new("AzureWebJobsStorage", account);
        foreach (var (index, source) in SampleSource.All.Index())
        {
            var settings = new Dictionary<string, string>
            {
                ["Provider"] = "RedisEnterprise",
                ["RedisEnterprise:Endpoint"] = "https://127.0.0.1:1",
                ["RedisEnterprise:DatabaseId"] = $"{index + 1}",
                ["RedisEnterprise:Username"] = "exports@example.com",
                ["RedisEnterprise:Password"] = "password",
                ["RedisEnterprise:ExportLocation:Type"] = "mount_point",
                ["RedisEnterprise:ExportLocation:Path"] = "/mnt/exports",
            };
            foreach (var (key, value) in settings)
            {
                yield return new($"Export:Sources:{source.Name}:{key}", value);
            }
        }
    }
}
