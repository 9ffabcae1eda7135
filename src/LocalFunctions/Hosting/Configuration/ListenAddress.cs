using System.Net;

namespace LocalFunctions.Hosting.Configuration;

/// <summary>Where the app listens.</summary>
/// <param name="Address">An address; null for <c>localhost</c>, which is 127.0.0.1 and ::1.</param>
/// <param name="Port">The port; 0 for a free one.</param>
internal sealed record ListenAddress(IPAddress? Address, int Port)
{
    /// <summary>Where the Functions host listens on a developer's machine.</summary>
    public const string Default = "http://127.0.0.1:7071";

    /// <summary>Whether only this machine reaches it.</summary>
    public bool IsLoopback => Address is null || IPAddress.IsLoopback(Address);

    /// <summary>Whether it stands for every address of this machine.</summary>
    public bool IsAny => IPAddress.Any.Equals(Address) || IPAddress.IPv6Any.Equals(Address);

    /// <inheritdoc/>
    public override string ToString() =>
        Address is null ? $"http://localhost:{Port}" : $"http://{new IPEndPoint(Address, Port)}";

    /// <summary>Reads addresses separated by semicolons.</summary>
    /// <param name="urls">The text.</param>
    /// <param name="key">The key it came from, for the faults.</param>
    /// <param name="hasKeys">Whether functions ask for keys: only then other addresses than loopback are taken.</param>
    /// <param name="faults">Receives a sentence for each fault.</param>
    public static IReadOnlyList<ListenAddress> Parse(string urls, string key, bool hasKeys, List<string> faults)
    {
        var addresses = new List<ListenAddress>();
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (ParseOne(url, hasKeys, out var fault) is { } address)
            {
                addresses.Add(address);
            }
            else
            {
                faults.Add($"{key}: \"{url}\" {fault} Use an address such as {Default}.");
            }
        }

        if (addresses.Count == 0 && urls.All(character => character == ';' || char.IsWhiteSpace(character)))
        {
            faults.Add($"{key}: names no address. Use one such as {Default}.");
        }

        return addresses;
    }

    private static ListenAddress? ParseOne(string url, bool hasKeys, out string fault)
    {
        fault = "";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp)
        {
            fault = "is not an http address of this machine; this runtime listens without TLS, and on loopback only when it "
                + "has no keys.";
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

        if (!IPAddress.TryParse(uri.DnsSafeHost, out var address))
        {
            fault = "is not on loopback, and names a host. Name an IP address of this machine.";
            return null;
        }

        if (hasKeys || IPAddress.IsLoopback(address))
        {
            return new ListenAddress(address, uri.Port);
        }

        fault = "is not on loopback. Without keys this runtime must not be reachable from other machines: "
            + $"configure {Keys.AccessKeysReader.Section}, or stay on loopback.";
        return null;
    }
}
