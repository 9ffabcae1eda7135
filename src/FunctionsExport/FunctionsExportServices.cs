using FunctionsExport.Activities;
using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Diagnostics;
using FunctionsExport.Http;
using FunctionsExport.Providers;
using FunctionsExport.Providers.RedisEnterprise;
using FunctionsExport.Providers.TencentCrs;
using FunctionsExport.Providers.TencentRedis;
using FunctionsExport.Reconciling;
using FunctionsExport.Retention;
using FunctionsExport.Starting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FunctionsExport;

/// <summary>The app's wiring, the same on either runtime.</summary>
public static class FunctionsExportServices
{
    /// <summary>
    /// Registers all that the functions need. The settings are read when the host starts; where they have faults it does not start:
    /// <see cref="ExportSettingsException"/> lists them all.
    /// </summary>
    public static IServiceCollection AddFunctionsExport(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddRedisEnterprise();
        services.AddTencentCrs();
        services.AddTencentRedis();

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(p => new ExportSettingsReader(configuration, p.GetServices<IExportProviderFactory>()).Read());
        services.AddHostedService<SettingsCheck>();
        services.AddHostedService(_ => new OtlpExport(configuration));

        services.AddSingleton(p => new ExportStorage(p.GetRequiredService<ExportSettings>().Destination));
        services.AddSingleton(p => new Manifests(p.GetRequiredService<ExportStorage>().Exports));
        services.AddSingleton(p => new ExportBlobs(p.GetRequiredService<ExportStorage>().Exports));
        services.AddSingleton(p => new ExportFolders(p.GetRequiredService<ExportStorage>().Exports));
        services.AddSingleton(p => new Holds(
            p.GetRequiredService<ExportStorage>().State, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new Tombstones(
            p.GetRequiredService<ExportStorage>().State, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new RunRecords(p.GetRequiredService<ExportStorage>().State));
        services.AddSingleton(p => new ScheduleRecords(p.GetRequiredService<ExportStorage>().State));
        services.AddSingleton(p => new IdempotencyKeys(
            p.GetRequiredService<ExportStorage>().State, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new DatabaseLocks(
            p.GetRequiredService<ExportStorage>().State, p.GetRequiredService<TimeProvider>()));

        services.AddSingleton<ActivityFrame>();
        services.AddSingleton<FetchPlaces>();
        services.AddSingleton<ApiFrame>();
        services.AddSingleton<ExportStarter>();
        services.AddSingleton<ExportStatusReader>();
        services.TryAddSingleton(new HostTraits(PurgesHistories: false));
        services.AddSingleton<HistoryPurge>();
        services.AddSingleton<RetentionReader>();
        services.AddSingleton<ExportRemover>();
        services.AddSingleton<RetentionApplier>();
        services.AddSingleton<ExportListReader>();
        services.AddSingleton<SettledExports>();
        services.AddSingleton<SourceStates>();
        return services;
    }
}
