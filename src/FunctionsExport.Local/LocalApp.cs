using FunctionsExport.Configuration;
using FunctionsExport.Retention;
using LocalFunctions.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FunctionsExport;

/// <summary>The app on the embedded runtime, until it is told to end.</summary>
internal static class LocalApp
{
    private const int NotStarted = 1;
    private const int BadConfiguration = 2;

    /// <returns>
    /// The exit code: 0, 1 when the address or the store is taken or cannot be used, or 2 when the configuration or a function
    /// is at fault.
    /// </returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var options = new LocalFunctionsOptions { BaseFolder = BaseFolder.Find() };
            var builder = LocalFunctionsApplication.CreateBuilder(args, options);
            // The runtime purges histories by itself, after LocalFunctions__HistoryRetention.
            builder.Services.AddSingleton(new HostTraits(PurgesHistories: true));
            builder.Services.AddFunctionsExport(builder.Configuration);
            await using var app = builder.Build();
            // Read before the start, so that faults are told without the host's own words about a failed start.
            _ = app.Services.GetRequiredService<ExportSettings>();
            app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(
                () => Console.WriteLine($"Listening on {app.Urls[0]}"));
            await app.RunAsync();
            return 0;
        }
        catch (Exception e) when (e is ExportSettingsException or FunctionIndexingException or HostConfigurationException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return BadConfiguration;
        }
        catch (HostStartException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return NotStarted;
        }
    }
}
