namespace FunctionsExport.Providers.Transport;

/// <summary>What the clients of the providers' APIs have in common.</summary>
internal static class ApiHttp
{
    /// <summary>How long a connection serves, so that a name that leads elsewhere is noticed.</summary>
    public static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan MaxConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A handler that follows no redirects, keeps no cookies and adds no headers.</summary>
    /// <param name="timeout">How long a request may take; connecting may take no longer.</param>
    /// <param name="connectionLifetime">How long a connection is used.</param>
    public static SocketsHttpHandler CreateHandler(TimeSpan timeout, TimeSpan connectionLifetime) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = timeout < MaxConnectTimeout ? timeout : MaxConnectTimeout,
        PooledConnectionLifetime = connectionLifetime,
    };

    /// <summary>A client on a handler, whose requests bound their time themselves.</summary>
    public static HttpClient CreateClient(SocketsHttpHandler handler) => new(handler) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Whether an exception of the client is a failure of the request, and not of this app.</summary>
    public static bool IsFailure(Exception error) => error is HttpRequestException or OperationCanceledException or IOException;

    /// <summary>The body of an answer.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="max">The most that is read, in bytes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null for one that is longer.</returns>
    public static async Task<byte[]?> ReadAsync(HttpResponseMessage response, int max, CancellationToken cancellationToken)
    {
        using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (read.Length + count > max)
            {
                return null;
            }

            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }

    /// <summary>How long the server asks to wait; null when it does not say, never negative.</summary>
    public static TimeSpan? RetryAfterOf(HttpResponseMessage response, TimeProvider time)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
