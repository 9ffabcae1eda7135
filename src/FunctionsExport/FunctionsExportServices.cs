using FunctionsExport.Activities;
using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Http;
using FunctionsExport.Providers;
using FunctionsExport.Providers.RedisEnterprise;
using FunctionsExport.Starting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FunctionsExport;

/// <summary>The app's wiring, the same on either runtime.</summary>
public static class FunctionsExportServices
{
    /// <summary>Reads and validates the settings and registers all that the functions need.</summary>
    /// <exception cref="ExportSettingsException">The settings have faults; the message lists them all.</exception>
    public static IServiceCollection AddFunctionsExport(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddRedisEnterprise();

        var factories = services
            .Where(s => s.ServiceType == typeof(IExportProviderFactory))
            .Select(s => (IExportProviderFactory)(s.ImplementationInstance ?? Activator.CreateInstance(s.ImplementationType!)!));
        var settings = new ExportSettingsReader(configuration, [.. factories]).Read();
        var storage = new ExportStorage(settings.Destination);

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(storage);
        services.AddSingleton(new Manifests(storage.Exports));
        services.AddSingleton(new RunRecords(storage.State));
        services.AddSingleton(p => new DatabaseLocks(storage.State, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new StagedBytes(storage.Exports));
        services.AddSingleton<ActivityFrame>();
        services.AddSingleton<ApiFrame>();
        services.AddSingleton<ExportStarter>();
        services.AddSingleton<ExportStatusReader>();
        return services;
    }
}
