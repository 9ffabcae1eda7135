using System.Net;
using System.Text.RegularExpressions;

namespace LocalFunctions.Hosting.Configuration;

/// <summary>
/// The names under which requests are answered. A page in a browser on this machine reaches the loopback too, under a name of
/// its own (DNS rebinding): without keys only the loopback's own names are answered.
/// </summary>
internal static partial class AllowedHosts
{
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Reads the names.</summary>
    /// <param name="hosts">Names separated by semicolons; null when the setting is not there.</param>
    /// <param name="key">The setting, for the faults.</param>
    /// <param name="addresses">Where the app listens.</param>
    /// <param name="hasKeys">Whether functions ask for keys.</param>
    /// <param name="faults">Receives a sentence for each fault.</param>
    public static IReadOnlyList<string> Read(
        string? hosts, string key, IReadOnlyList<ListenAddress> addresses, bool hasKeys, List<string> faults)
    {
        var named = (hosts ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (named.Length > 0 && !hasKeys)
        {
            faults.Add($"{key}: is for apps with keys. Without keys only {string.Join(", ", Loopback)} are answered, because "
                + "a web page could reach functions under another name. Configure keys, or remove the setting.");
        }

        foreach (var name in named.Where(name => !HostPattern().IsMatch(name)))
        {
            faults.Add($"{key}: \"{name}\" is not a host name. "
                + "Write names without scheme and port, such as functions.example.com, *.example.com or 192.0.2.1.");
        }

        if (named.Length == 0 && addresses.Any(address => address.IsAny))
        {
            faults.Add($"{key}: is needed when every address of this machine is listened on. "
                + "Name the hosts that callers use, such as functions.example.com;192.0.2.1, or * for any.");
        }

        var listened = addresses.Where(address => !address.IsAny).Select(NameOf);
        return [.. Loopback.Concat(listened).Concat(named).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static string NameOf(ListenAddress address) =>
        address.Address is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } ip
            ? $"[{ip}]"
            : (address.Address ?? IPAddress.Loopback).ToString();

    [GeneratedRegex(@"^(\*|(\*\.)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])$")]
    private static partial Regex HostPattern();
}
