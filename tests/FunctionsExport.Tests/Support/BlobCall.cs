using System.Web;

namespace FunctionsExport.Tests.Support;

/// <summary>A request to <see cref="BlobServiceStub"/>.</summary>
/// <param name="Kind">The method and what it is about, such as <c>put block</c> or <c>get blob</c>.</param>
/// <param name="Path">The container and the blob.</param>
/// <param name="BlockId">The id of the block to stage.</param>
/// <param name="ContentType">The content type that the blob is to have.</param>
internal sealed record BlobCall(string Kind, string Path, string? BlockId, string? ContentType)
{
    /// <summary>The CRC-64 that the content is to have, in base64.</summary>
    public string? Crc64 { get; init; }

    /// <summary>The MD5 that the content is to have, in base64.</summary>
    public string? Md5 { get; init; }

    public static BlobCall Of(HttpRequestMessage request)
    {
        var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        return new BlobCall(
            $"{request.Method.Method} {query["comp"] ?? "blob"}".ToLowerInvariant(),
            Uri.UnescapeDataString(request.RequestUri.AbsolutePath.TrimStart('/')),
            query["blockid"],
            request.Headers.TryGetValues("x-ms-blob-content-type", out var type) ? type.First() : null)
        {
            Crc64 = request.Headers.TryGetValues("x-ms-content-crc64", out var crc64) ? crc64.First() : null,
            Md5 = request.Content?.Headers.ContentMD5 is { } md5 ? Convert.ToBase64String(md5) : null,
        };
    }
}
