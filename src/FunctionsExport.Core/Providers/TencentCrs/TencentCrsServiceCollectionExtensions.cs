using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FunctionsExport.Providers.TencentCrs;

/// <summary>Registers the Tencent Cloud Redis provider of API v2.</summary>
public static class TencentCrsServiceCollectionExtensions
{
    /// <summary>
    /// Adds the factory of sources whose <c>Provider</c> is <c>TencentCrs</c>. It needs logging, and takes the registered
    /// <see cref="TimeProvider"/> or else the system's.
    /// </summary>
    public static IServiceCollection AddTencentCrs(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IExportProviderFactory, TencentCrsProviderFactory>());
        return services;
    }
}
