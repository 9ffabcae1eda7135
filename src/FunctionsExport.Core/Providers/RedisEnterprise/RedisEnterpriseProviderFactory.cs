using FunctionsExport.Configuration;
using FunctionsExport.Providers.RedisEnterprise.Api;
using FunctionsExport.Providers.RedisEnterprise.Settings;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Providers.RedisEnterprise;

/// <summary>Makes providers of Redis Enterprise Software databases.</summary>
internal sealed class RedisEnterpriseProviderFactory(ILoggerFactory loggers, TimeProvider time) : IExportProviderFactory
{
    internal const string ProviderName = "RedisEnterprise";

    private readonly ClusterIdentities _clusters = new();
    private readonly LoginStates _logins = new();

    /// <inheritdoc/>
    public string Name => ProviderName;

    /// <inheritdoc/>
    public IExportProvider? Create(SettingsReader settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (RedisEnterpriseSettings.Read(settings, time) is not { } read)
        {
            return null;
        }

        // Asked for later: sources that are read after this one may show that both name one cluster.
        _clusters.Add(read);
        var login = new Lazy<LoginState>(() =>
            read.Credentials.User is { } user ? _logins.Of(_clusters.Of(read), user) : new LoginState());
        var client = new ClusterClient(read, login, loggers.CreateLogger<ClusterClient>(), time);
        return new RedisEnterpriseProvider(read, _clusters, client, time);
    }
}
