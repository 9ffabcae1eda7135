using System.Net.Http.Headers;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>
/// User and password once, for a token that the other requests carry. The token is kept, renewed before it runs out, and once when
/// the cluster refuses it.
/// </summary>
internal sealed class JwtLogin(Authorization authorization, TransportFaults transport, TimeProvider time) : IClusterLogin, IDisposable
{
    // The documentation of the token's renewal has the one, that of 8.2 the other.
    private const string FirstScheme = "JWT";
    private const string SecondScheme = "Bearer";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private AccessToken? _token;
    private volatile string _scheme = FirstScheme;
    private volatile bool _schemeWorks;

    public async Task<ClusterAnswer> SendAsync(Func<AuthenticationHeaderValue?, Task<ClusterAnswer>> send, CallTime callTime)
    {
        var token = await GetAsync(refused: null, callTime);
        var scheme = _scheme;
        var answer = await send(token.Header(scheme));
        if (answer.Status == 401)
        {
            token = await GetAsync(token, callTime);
            scheme = _schemeWorks ? scheme : scheme == FirstScheme ? SecondScheme : FirstScheme;
            answer = await send(token.Header(scheme));
        }

        if (answer.IsSuccess)
        {
            (_scheme, _schemeWorks) = (scheme, true);
        }

        return answer;
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<AccessToken> GetAsync(AccessToken? refused, CallTime callTime)
    {
        if (Usable(refused) is { } kept)
        {
            return kept;
        }

        await transport.EnterAsync(_gate, callTime);
        try
        {
            // Another request has waited for the same, and got it.
            if (Usable(refused) is { } renewed)
            {
                return renewed;
            }

            var token = await authorization.AskAsync(callTime);
            Volatile.Write(ref _token, token);
            return token;
        }
        catch (ExportFaultException e) when (e.Fate == RequestFate.Unanswered)
        {
            // The fate is that of the request that needs the token, which has not been sent.
            throw new ExportFaultException(e.Fault, RequestFate.NotSent, e);
        }
        finally
        {
            _gate.Release();
        }
    }

    private AccessToken? Usable(AccessToken? refused) =>
        Volatile.Read(ref _token) is { } token && token != refused && token.IsFresh(time) ? token : null;
}
