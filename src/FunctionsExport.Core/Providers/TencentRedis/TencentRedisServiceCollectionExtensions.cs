using FunctionsExport.Providers.TencentRedis.Api;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FunctionsExport.Providers.TencentRedis;

/// <summary>Registers the provider of Tencent Cloud Redis, API 3.0.</summary>
public static class TencentRedisServiceCollectionExtensions
{
    /// <summary>
    /// Adds the factory of sources whose <c>Provider</c> is <c>TencentRedis</c>. It needs logging, and takes the registered
    /// <see cref="TimeProvider"/> or else the system's.
    /// </summary>
    public static IServiceCollection AddTencentRedis(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RequestLimiters>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IExportProviderFactory, TencentRedisProviderFactory>());
        return services;
    }
}
