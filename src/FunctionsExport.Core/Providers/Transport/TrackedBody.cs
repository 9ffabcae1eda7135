using System.Net;
using System.Net.Http.Headers;

namespace FunctionsExport.Providers.Transport;

/// <summary>
/// A body that knows whether it began to be sent. It is sent only over a connection that stands, and a request whose body was not
/// sent cannot have been carried out.
/// </summary>
internal sealed class TrackedBody : HttpContent
{
    /// <summary>The media type of JSON. It is sent as it stands: a charset parameter is refused by some and signed by others.</summary>
    public const string Json = "application/json";

    /// <summary>The media type of names and values, encoded.</summary>
    public const string Form = "application/x-www-form-urlencoded";

    private readonly byte[] _body;
    private volatile bool _begun;

    /// <param name="body">The bytes; none for a request that has no body but needs the header.</param>
    /// <param name="mediaType">What they are.</param>
    public TrackedBody(byte[] body, string mediaType)
    {
        _body = body;
        Headers.ContentType = new MediaTypeHeaderValue(mediaType);
    }

    /// <summary>Whether the body, and so the request, may have left.</summary>
    public bool Begun => _begun;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _begun = true;
        return stream.WriteAsync(_body, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
