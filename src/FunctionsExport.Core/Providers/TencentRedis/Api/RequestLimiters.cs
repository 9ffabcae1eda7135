using System.Collections.Concurrent;

namespace FunctionsExport.Providers.TencentRedis.Api;

/// <summary>The limiters of this process, one a secret id: the limits are an account's, whatever the number of sources.</summary>
internal sealed class RequestLimiters(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, RequestLimiter> _limiters = new(StringComparer.Ordinal);

    /// <summary>The limiter of a secret id.</summary>
    public RequestLimiter Of(string secretId) => _limiters.GetOrAdd(secretId, _ => new RequestLimiter(time));
}
