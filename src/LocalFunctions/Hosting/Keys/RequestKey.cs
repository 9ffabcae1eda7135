using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Hosting.Keys;

/// <summary>The key that a request carries.</summary>
internal static class RequestKey
{
    private const string Header = "x-functions-key";
    private const string QueryParameter = "code";

    /// <summary>
    /// The key, or null. As on the Functions host the header wins over the query, and the first value over others; the query
    /// stays as it is, for the function to see.
    /// </summary>
    public static string? Of(HttpRequest request) =>
        request.Headers.TryGetValue(Header, out var header) ? header.FirstOrDefault()
            : request.Query.TryGetValue(QueryParameter, out var code) ? code.FirstOrDefault()
            : null;
}
