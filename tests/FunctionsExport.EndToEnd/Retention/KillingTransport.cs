using Azure.Core.Pipeline;

namespace FunctionsExport.EndToEnd.Retention;

/// <summary>
/// Ends the life of whoever uses it at the n-th request that changes something: before it is sent, or after it was carried out. Every
/// request after that fails too, as nothing comes from a process that is gone. Reads change nothing: to be killed at one is to be
/// killed after the change before it.
/// </summary>
internal sealed class KillingTransport(int at, bool afterIt) : HttpMessageHandler
{
    private readonly HttpMessageInvoker _inner = new(new SocketsHttpHandler());
    private int _changes;
    private int _manifestsRead;

    public bool HasKilled { get; private set; }

    /// <summary>The names of the changes that were carried out, such as <c>DELETE orders/…</c>.</summary>
    public List<string> Changes { get; } = [];

    /// <summary>Asked before each change; an answer other than null is given instead of the service's.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?>? Instead { get; set; }

    public int ManifestsRead => _manifestsRead;

    public HttpClientTransport Transport => new(new HttpClient(this, disposeHandler: false));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(HasKilled, this);
        if (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head)
        {
            _ = request.RequestUri!.AbsolutePath.EndsWith("/manifest.json", StringComparison.Ordinal)
                ? Interlocked.Increment(ref _manifestsRead)
                : 0;
            return await _inner.SendAsync(request, cancellationToken);
        }

        HasKilled = Interlocked.Increment(ref _changes) == at;
        ObjectDisposedException.ThrowIf(HasKilled && !afterIt, this);
        if (Instead?.Invoke(request) is { } answer)
        {
            return answer;
        }

        answer = await _inner.SendAsync(request, cancellationToken);
        lock (Changes)
        {
            Changes.Add($"{request.Method} {request.RequestUri!.AbsolutePath}");
        }

        ObjectDisposedException.ThrowIf(HasKilled, this);
        return answer;
    }

    protected override void Dispose(bool disposing)
    {
        _inner.Dispose();
        base.Dispose(disposing);
    }
}
