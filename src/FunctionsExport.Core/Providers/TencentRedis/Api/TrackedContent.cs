using System.Net;
using System.Net.Http.Headers;

namespace FunctionsExport.Providers.TencentRedis.Api;

/// <summary>
/// A body that knows whether it began to be sent. It is sent only over a connection that stands, and a request whose body was not
/// sent cannot have been carried out.
/// </summary>
internal sealed class TrackedContent : HttpContent
{
    private readonly byte[] _body;
    private volatile bool _begun;

    public TrackedContent(byte[] body, string contentType)
    {
        _body = body;

        // As it is signed, byte for byte.
        Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
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
