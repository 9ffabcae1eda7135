using FunctionsExport.Providers.RedisEnterprise.Settings;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>Sends requests to a cluster, with the source's credentials, and reads the answers, whatever their status.</summary>
internal sealed class ClusterConnection : IDisposable
{
    private readonly RedisEnterpriseSettings _settings;
    private readonly TimeProvider _time;
    private readonly NodeExchange _exchange;
    private readonly ClusterRoute _route;
    private readonly IClusterLogin _login;

    /// <param name="login">What is known of the source's user; shared with the sources that have the same.</param>
    public ClusterConnection(
        RedisEnterpriseSettings settings, Lazy<LoginState> login, ClusterAnswers answers, ILogger logger, TimeProvider time)
    {
        _settings = settings;
        _time = time;
        var transport = new TransportFaults(settings);
        _exchange = new NodeExchange(settings, transport, logger, time);
        _route = new ClusterRoute(_exchange, new ClusterNodes(settings.Endpoints), logger);
        _login = LoginOf(login, answers, transport);
    }

    /// <summary>Sends one request: to the first node that takes it.</summary>
    /// <exception cref="ExportFaultException">No answer came; its fate says whether the request may have arrived.</exception>
    public async Task<ClusterAnswer> SendAsync(ClusterRequest request, CancellationToken cancellationToken)
    {
        using var time = new CallTime(_settings.RequestTimeout, _time, cancellationToken);
        return await _login.SendAsync(header => _route.SendAsync(request, header, time), time);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        (_login as IDisposable)?.Dispose();
        _exchange.Dispose();
    }

    private IClusterLogin LoginOf(Lazy<LoginState> state, ClusterAnswers answers, TransportFaults transport)
    {
        if (_settings.Credentials.User is not { } user)
        {
            return new CertificateLogin();
        }

        var guard = new LoginGuard($"{_settings.UsernameSetting} and {_settings.PasswordSetting}", transport, state, _time);
        return _settings.Credentials.Form == AuthenticationForm.Basic
            ? new BasicLogin(user, guard)
            : new JwtLogin(new Authorization(user, guard, _route, answers, _time), transport, _time);
    }
}
