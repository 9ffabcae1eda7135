using FunctionsExport.Configuration;
using FunctionsExport.Providers.RedisEnterprise.Api;
using FunctionsExport.Providers.RedisEnterprise.Settings;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Providers.RedisEnterprise;

/// <summary>Makes providers of Redis Enterprise Software databases.</summary>
internal sealed class RedisEnterpriseProviderFactory(ILoggerFactory loggers, TimeProvider time) : IExportProviderFactory
{
    internal const string ProviderName = "RedisEnterprise";

    /// <inheritdoc/>
    public string Name => ProviderName;

    /// <inheritdoc/>
    public IExportProvider? Create(SettingsReader settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var read = RedisEnterpriseSettings.Read(settings, time);
        return read is null
            ? null
            : new RedisEnterpriseProvider(read, new ClusterClient(read, loggers.CreateLogger<ClusterClient>(), time), time);
    }
}
