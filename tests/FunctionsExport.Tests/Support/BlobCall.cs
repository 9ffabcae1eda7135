using System.Web;

namespace FunctionsExport.Tests.Support;

/// <summary>A request to <see cref="BlobServiceStub"/>.</summary>
/// <param name="Kind">The method and what it is about, such as <c>put block</c> or <c>get blob</c>.</param>
/// <param name="Path">The container and the blob.</param>
/// <param name="BlockId">The id of the block to stage.</param>
/// <param name="ContentType">The content type that the blob is to have.</param>
internal sealed record BlobCall(string Kind, string Path, string? BlockId, string? ContentType)
{
    public static BlobCall Of(HttpRequestMessage request)
    {
        var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        return new BlobCall(
            $"{request.Method.Method} {query["comp"] ?? "blob"}".ToLowerInvariant(),
            Uri.UnescapeDataString(request.RequestUri.AbsolutePath.TrimStart('/')),
            query["blockid"],
            request.Headers.TryGetValues("x-ms-blob-content-type", out var type) ? type.First() : null);
    }
}
