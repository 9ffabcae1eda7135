using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace FunctionsExport.Providers.TencentCrs.Api;

/// <summary>
/// A form that knows whether it began to be sent. It is sent only over a connection that stands, and a request whose body was not
/// sent cannot have been carried out.
/// </summary>
internal sealed class TrackedForm : HttpContent
{
    private readonly byte[] _body;
    private volatile bool _begun;

    /// <param name="form">The names and values, encoded.</param>
    public TrackedForm(string form)
    {
        _body = Encoding.ASCII.GetBytes(form);
        Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
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
