using System.Diagnostics.CodeAnalysis;

namespace FunctionsExport.Transfer.Sources;

/// <summary>The URL of a file, which may expire and is then asked for again, once for all who have met its end.</summary>
[SuppressMessage(
    "Reliability", "CA1001", Justification = "A semaphore that is only awaited holds nothing that would have to be given back.")]
internal sealed class HttpFileUrl(HttpFileOptions options)
{
    private readonly SemaphoreSlim _gate = new(1);
    private Uri? _url;
    private int _number;

    /// <summary>Whether a URL that is answered so has expired and can be replaced.</summary>
    public bool IsExpired(int status) => options.GetFreshUrl is not null && options.ExpiredStatuses.Contains(status);

    /// <summary>The URL, and the how manieth it is.</summary>
    public Task<(Uri Url, int Number)> GetAsync(CancellationToken cancellationToken) =>
        ExchangeAsync(0, options.GetUrl, cancellationToken);

    /// <summary>A URL that came after one that has expired.</summary>
    /// <param name="expired">That one's number.</param>
    public Task<(Uri Url, int Number)> GetFreshAsync(int expired, CancellationToken cancellationToken) =>
        ExchangeAsync(expired, options.GetFreshUrl!, cancellationToken);

    private async Task<(Uri Url, int Number)> ExchangeAsync(
        int seen, Func<CancellationToken, ValueTask<Uri>> ask, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_number == seen)
            {
                _url = Checked(await ask(cancellationToken));
                _number++;
            }

            return (_url!, _number);
        }
        finally
        {
            _gate.Release();
        }
    }

    private static Uri Checked(Uri url) => url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
        ? url
        : throw new ArgumentException("The file's URL is neither http nor https.");
}
