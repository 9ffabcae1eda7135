using System.Net;

namespace LocalFunctions.Hosting.Configuration;

/// <summary>Where the app listens.</summary>
/// <param name="Address">A loopback address; null for <c>localhost</c>, which is 127.0.0.1 and ::1.</param>
/// <param name="Port">The port; 0 for a free one.</param>
internal sealed record ListenAddress(IPAddress? Address, int Port)
{
    /// <summary>Where the Functions host listens on a developer's machine.</summary>
    public const string Default = "http://127.0.0.1:7071";

    /// <summary>Reads addresses separated by semicolons.</summary>
    /// <param name="urls">The text.</param>
    /// <param name="key">The key it came from, for the faults.</param>
    /// <param name="faults">Receives a sentence for each fault.</param>
    public static IReadOnlyList<ListenAddress> Parse(string urls, string key, List<string> faults)
    {
        var addresses = new List<ListenAddress>();
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (ParseOne(url, out var fault) is { } address)
            {
                addresses.Add(address);
            }
            else
            {
                faults.Add($"{key}: \"{url}\" {fault} Use an address such as {Default}.");
            }
        }

        if (addresses.Count == 0 && faults.Count == 0)
        {
            faults.Add($"{key}: names no address. Use one such as {Default}.");
        }

        return addresses;
    }

    private static ListenAddress? ParseOne(string url, out string fault)
    {
        fault = "";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp)
        {
            fault = "is not an http address on this machine; this runtime listens on loopback only, without TLS.";
            return null;
        }

        if (uri.PathAndQuery != "/")
        {
            fault = "has a path. The path before functions is extensions.http.routePrefix in host.json.";
            return null;
        }

        if (uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            // No port can be asked to be free on both of localhost's addresses at once.
            return new ListenAddress(uri.Port == 0 ? IPAddress.Loopback : null, uri.Port);
        }

        if (IPAddress.TryParse(uri.DnsSafeHost, out var address) && IPAddress.IsLoopback(address))
        {
            return new ListenAddress(address, uri.Port);
        }

        fault = "is not on loopback. This runtime enforces no keys and must not be reachable from other machines.";
        return null;
    }
}
