using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace LocalFunctions.Hosting.Management;

/// <summary>
/// A request to the management API. Names in the query are compared without regard to case, and a value that cannot be read
/// counts as not there.
/// </summary>
internal sealed class ManagementRequest
{
    private ManagementRequest(HttpContext http, IReadOnlyList<string> segments)
    {
        Http = http;
        Segments = segments;
    }

    /// <summary>The request and its answer.</summary>
    public HttpContext Http { get; }

    /// <summary>What follows the API's path, decoded; without a slash at the end.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>Where the request came to, as the caller wrote it.</summary>
    public string Url => $"{BaseUrl}{Target(Http)}";

    /// <summary>Scheme and host, as the caller wrote them; the address that was called when no host was written.</summary>
    public string BaseUrl =>
        $"{Http.Request.Scheme}://{(Http.Request.Host.HasValue ? Http.Request.Host.ToUriComponent() : Called)}";

    private string Called =>
        new IPEndPoint(Http.Connection.LocalIpAddress ?? IPAddress.Loopback, Http.Connection.LocalPort).ToString();

    private IQueryCollection Query => Http.Request.Query;

    /// <summary>Reads a request, or gives null when it is none to this API.</summary>
    public static ManagementRequest? Read(HttpContext http)
    {
        // From what was sent, not from the decoded path: there a slash within an id cannot be told from one between segments.
        var path = Target(http).Split('?')[0];
        if (!path.StartsWith(ManagementApi.Path, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var rest = path[ManagementApi.Path.Length..];
        return rest.Length > 0 && rest[0] != '/'
            ? null
            : new ManagementRequest(http, [.. rest.Trim('/').Split('/').Select(Uri.UnescapeDataString)]);
    }

    /// <summary>A text, or null.</summary>
    public string? Text(string name) => Query.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>A truth value, or null.</summary>
    public bool? Flag(string name) => bool.TryParse(Text(name), out var value) ? value : null;

    /// <summary>A whole number, or null.</summary>
    public int? Number(string name) =>
        int.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>A number of seconds, or null.</summary>
    public double? Seconds(string name) =>
        double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>A time, taken as UTC when it does not say, or null.</summary>
    public DateTimeOffset? Time(string name) =>
        DateTimeOffset.TryParse(Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value)
            ? value
            : null;

    /// <summary>Those of the values, repeated or separated by commas, that name a member exactly.</summary>
    public IReadOnlyList<T> Members<T>(string name)
        where T : struct, Enum =>
        [.. (Text(name) ?? "").Split(',')
            .Select(text => Enum.TryParse<T>(text, out var value) ? value : (T?)null)
            .OfType<T>()];

    private static string Target(HttpContext http) =>
        http.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } raw && raw[0] == '/'
            ? raw
            : http.Request.GetEncodedPathAndQuery();
}
