using FunctionsExport.Configuration;
using FunctionsExport.Providers.TencentRedis.Api;
using FunctionsExport.Providers.TencentRedis.Settings;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Providers.TencentRedis;

/// <summary>Makes providers of Tencent Cloud Redis instances, by the API 3.0.</summary>
internal sealed class TencentRedisProviderFactory(RequestLimiters limiters, ILoggerFactory loggers, TimeProvider time)
    : IExportProviderFactory
{
    internal const string ProviderName = "TencentRedis";

    /// <inheritdoc/>
    public string Name => ProviderName;

    /// <inheritdoc/>
    public IExportProvider? Create(SettingsReader settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var read = TencentRedisSettings.Read(settings);
        return read is null
            ? null
            : new TencentRedisProvider(
                read,
                new ApiClient(read, limiters.Of(read.Credentials.SecretId), loggers.CreateLogger<ApiClient>(), time),
                time);
    }
}
