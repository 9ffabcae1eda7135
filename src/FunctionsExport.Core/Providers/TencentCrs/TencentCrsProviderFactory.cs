using FunctionsExport.Configuration;
using FunctionsExport.Providers.TencentCrs.Api;
using FunctionsExport.Providers.TencentCrs.Settings;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Providers.TencentCrs;

/// <summary>Makes providers of Tencent Cloud Redis instances through API v2.</summary>
internal sealed class TencentCrsProviderFactory(ILoggerFactory loggers, TimeProvider time) : IExportProviderFactory
{
    internal const string ProviderName = "TencentCrs";

    /// <inheritdoc/>
    public string Name => ProviderName;

    /// <inheritdoc/>
    public IExportProvider? Create(SettingsReader settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var read = TencentCrsSettings.Read(settings);
        return read is null
            ? null
            : new TencentCrsProvider(
                read, new CrsClient(read, loggers.CreateLogger<CrsClient>(), time, NextNonce), time, NextNonce);
    }

    private static long NextNonce() => Random.Shared.NextInt64(1, long.MaxValue);
}
