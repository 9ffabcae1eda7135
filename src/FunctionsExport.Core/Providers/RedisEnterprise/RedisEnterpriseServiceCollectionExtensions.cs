using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FunctionsExport.Providers.RedisEnterprise;

/// <summary>Registers the Redis Enterprise provider.</summary>
public static class RedisEnterpriseServiceCollectionExtensions
{
    /// <summary>
    /// Adds the factory of sources whose <c>Provider</c> is <c>RedisEnterprise</c>. It needs logging, and takes the registered
    /// <see cref="TimeProvider"/> or else the system's.
    /// </summary>
    public static IServiceCollection AddRedisEnterprise(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IExportProviderFactory, RedisEnterpriseProviderFactory>());
        return services;
    }
}
