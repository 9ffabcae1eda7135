using System.Net;
using System.Net.Http.Headers;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>
/// A JSON body that knows whether it began to be sent. It is sent only over a connection that stands, and a request whose body
/// was not sent cannot have been carried out.
/// </summary>
internal sealed class TrackedJsonContent : HttpContent
{
    private readonly byte[] _body;
    private volatile bool _begun;

    /// <param name="body">The JSON text in UTF-8; empty for a request that has no body but needs the header.</param>
    public TrackedJsonContent(byte[] body)
    {
        _body = body;

        // Without a charset parameter: the cluster refuses a header that it does not know with 400.
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
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
