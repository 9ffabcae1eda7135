using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Newtonsoft.Json;

namespace LocalFunctions.Hosting.Management;

/// <summary>The bodies of requests to the management API.</summary>
internal static class RequestBody
{
    // Far more than an event or an input should be; the Functions host takes 100 MB.
    private const long MaxBytes = 32 * 1024 * 1024;

    /// <summary>The body as text; empty when there is none.</summary>
    /// <exception cref="BadHttpRequestException">It is larger than 32 MiB, or cut short.</exception>
    public static async Task<string> ReadAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBytes;
        }

        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(http.RequestAborted);
    }

    /// <summary>Answers that the body is not JSON.</summary>
    public static Task RefuseAsync(HttpContext http, JsonReaderException exception) => ManagementAnswer.ErrorAsync(
        http,
        StatusCodes.Status400BadRequest,
        "Invalid JSON content",
        typeof(JsonReaderException).FullName!,
        exception.Message);
}
