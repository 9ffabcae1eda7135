using System.Net;
using System.Net.Http.Headers;
using FunctionsExport.Providers;

namespace FunctionsExport.Transfer.Sources;

/// <summary>
/// A file behind an HTTP or HTTPS URL, read whole or by ranges (RFC 9110, 14). It may be opened several times at once. Its URL is in
/// no fault, no exception and no log line.
/// </summary>
/// <param name="http">
/// The client, as <see cref="HttpFileClient"/> makes it: one that follows redirects or inflates would do so unseen.
/// </param>
/// <param name="options">Which file, and how patiently.</param>
/// <param name="time">The clock of the limits.</param>
internal sealed class HttpFile(HttpClient http, HttpFileOptions options, TimeProvider time)
{
    private readonly HttpFileUrl _url = new(options);
    private readonly HttpFileFaults _faults = new(options.Name, time);

    /// <summary>
    /// Opens the file. The answer begins at the range's offset, or at 0 when the source has no ranges, or the file is of another
    /// version or shorter than the offset. At the file's very end it is empty.
    /// </summary>
    /// <exception cref="ExportFaultException">
    /// The source failed, here or in a read of the content; the fault says so, with the status and the bytes so far.
    /// </exception>
    public async Task<OpenedFile> OpenAsync(FileRange range, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(range);
        if (range.Length == 0)
        {
            throw new ArgumentException("A range has a byte at least.", nameof(range));
        }

        // A version of another kind of source cannot be asked for.
        var isPart = (range.Offset > 0 || range.Length is not null)
            && (range.Version is null || HttpFileVersion.ConditionOf(range.Version) is not null);
        return (isPart ? await TryOpenPartAsync(range, cancellationToken) : null) ?? await OpenWholeAsync(cancellationToken);
    }

    private async Task<OpenedFile> OpenWholeAsync(CancellationToken cancellationToken)
    {
        var answer = await SendAsync(FileRange.All, cancellationToken);
        var opened = await KeepAsync(answer, async () => answer.StatusCode == HttpStatusCode.OK
            ? await WholeOfAsync(answer, cancellationToken)
            : throw _faults.OfStatus(answer, 0));
        return opened!;
    }

    /// <returns>Null when the file has to be read from its start, in another request.</returns>
    private async Task<OpenedFile?> TryOpenPartAsync(FileRange range, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(range, cancellationToken);
        return await KeepAsync(answer, async () => answer.StatusCode switch
        {
            HttpStatusCode.OK => await WholeOfAsync(answer, cancellationToken),
            HttpStatusCode.PartialContent when range.Version is not null && HttpFileVersion.IsOther(answer, range.Version) => null,
            HttpStatusCode.PartialContent => await PartOfAsync(answer, range, cancellationToken),
            HttpStatusCode.RequestedRangeNotSatisfiable when answer.Content.Headers.ContentRange?.Length == range.Offset =>
                EndOf(range),
            HttpStatusCode.RequestedRangeNotSatisfiable => null,
            _ => throw _faults.OfStatus(answer, range.Offset),
        });
    }

    private static OpenedFile EndOf(FileRange range) =>
        new(Stream.Null) { Offset = range.Offset, Size = range.Offset, Version = range.Version, HasRanges = true };

    private Task<OpenedFile> WholeOfAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var size = answer.Content.Headers.ContentLength;
        var hasRanges = answer.Headers.AcceptRanges.Contains("bytes");
        return OpenAsync(answer, 0, size, size, HttpFileVersion.Of(answer), hasRanges, cancellationToken);
    }

    private Task<OpenedFile> PartOfAsync(HttpResponseMessage answer, FileRange range, CancellationToken cancellationToken)
    {
        var part = answer.Content.Headers.ContentRange;
        if (part is null || part.Unit != "bytes" || part.From != range.Offset || part.To < part.From
            || part.To >= range.Offset + range.Length || part.To >= part.Length)
        {
            throw _faults.OfAnswer("with a range other than the one asked for", range.Offset, retry: true);
        }

        var length = part.To - part.From + 1;
        return answer.Content.Headers.ContentLength is { } told && told != length
            ? throw _faults.OfAnswer("with a length other than its range's", range.Offset, retry: true)
            : OpenAsync(
                answer,
                range.Offset,
                length,
                part.Length,
                HttpFileVersion.Of(answer) ?? range.Version,
                hasRanges: true,
                cancellationToken);
    }

    private async Task<OpenedFile> OpenAsync(
        HttpResponseMessage answer,
        long offset,
        long? length,
        long? size,
        string? version,
        bool hasRanges,
        CancellationToken cancellationToken)
    {
        if (answer.Content.Headers.ContentEncoding.Any(e => !e.Equals("identity", StringComparison.OrdinalIgnoreCase)))
        {
            throw _faults.OfAnswer("with a Content-Encoding: its bytes are not the file's. Have it serve the file as it is", offset);
        }

        var content = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var stream = new HttpFileStream(answer, content, offset, length, options.StallTimeout, _faults, time);
        return new OpenedFile(stream) { Offset = offset, Size = size, Version = version, HasRanges = hasRanges };
    }

    /// <summary>Disposes an answer unless it is opened with its own content.</summary>
    private static async Task<OpenedFile?> KeepAsync(HttpResponseMessage answer, Func<Task<OpenedFile?>> open)
    {
        var isKept = false;
        try
        {
            var opened = await open();
            isKept = opened?.Content is HttpFileStream;
            return opened;
        }
        finally
        {
            if (!isKept)
            {
                answer.Dispose();
            }
        }
    }

    /// <summary>Asks for the range, with a fresh URL if the one at hand has expired.</summary>
    private async Task<HttpResponseMessage> SendAsync(FileRange range, CancellationToken cancellationToken)
    {
        var (url, number) = await _url.GetAsync(cancellationToken);
        var answer = await FollowAsync(url, range, cancellationToken);
        if (!_url.IsExpired((int)answer.StatusCode))
        {
            return answer;
        }

        answer.Dispose();
        (url, _) = await _url.GetFreshAsync(number, cancellationToken);
        return await FollowAsync(url, range, cancellationToken);
    }

    private async Task<HttpResponseMessage> FollowAsync(Uri url, FileRange range, CancellationToken cancellationToken)
    {
        var at = url;
        for (var redirects = 0; ; redirects++)
        {
            var answer = await SendOnceAsync(at, isOrigin: IsSameOrigin(url, at), range, cancellationToken);
            if ((int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308)
                || redirects == options.MaxRedirects
                || NextOf(at, answer.Headers.Location) is not { } next)
            {
                return answer;
            }

            answer.Dispose();
            at = next;
        }
    }

    private static Uri? NextOf(Uri from, Uri? location)
    {
        if (location is null || !Uri.TryCreate(from, location, out var to))
        {
            return null;
        }

        return to.Scheme == Uri.UriSchemeHttps || (to.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp) ? to : null;
    }

    private static bool IsSameOrigin(Uri a, Uri b) => a.Scheme == b.Scheme && a.Port == b.Port
        && a.IdnHost.Equals(b.IdnHost, StringComparison.OrdinalIgnoreCase);

    private async Task<HttpResponseMessage> SendOnceAsync(
        Uri url, bool isOrigin, FileRange range, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        AddRange(request.Headers, range);
        if (isOrigin && options.Prepare is not null)
        {
            await options.Prepare(request, cancellationToken);
        }

        using var limit = new CancellationTokenSource(options.ResponseTimeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw _faults.OfTimeout("has not answered", options.ResponseTimeout, range.Offset);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw _faults.OfError(e, range.Offset);
        }
    }

    private static void AddRange(HttpRequestHeaders headers, FileRange range)
    {
        if (range.Offset == 0 && range.Length is null)
        {
            return;
        }

        headers.Range = new RangeHeaderValue(range.Offset, range.Offset + range.Length - 1);
        if (range.Version is not null)
        {
            headers.IfRange = HttpFileVersion.ConditionOf(range.Version);
        }
    }
}
