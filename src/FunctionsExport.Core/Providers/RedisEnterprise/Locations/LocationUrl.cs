using FunctionsExport.Configuration;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>
/// The address of an FTP or SFTP server and a directory there. It has the form that the cluster's API knows; user and password are
/// settings of their own, and join it only on the way to the cluster.
/// </summary>
/// <param name="Scheme">In lower case.</param>
/// <param name="Host">A name or an IPv4 address.</param>
/// <param name="Port">1 to 65535; null when the address has none.</param>
/// <param name="RawPath">The path as it is in the address, with a slash at both ends.</param>
internal sealed record LocationUrl(string Scheme, string Host, int? Port, string RawPath)
{
    /// <summary>The address without credentials.</summary>
    public string Text => $"{Scheme}://{Authority}{RawPath}";

    /// <summary>
    /// The directory, unescaped, without the slash that ends the host (RFC 1738 §3.2.2): <c>ftp://host/a/</c> is below the directory
    /// that a user begins in, <c>ftp://host//a/</c> is not.
    /// </summary>
    public string Directory => Uri.UnescapeDataString(RawPath[1..]) is var path && path.Length > 1 ? path.TrimEnd('/') : path;

    private string Authority => Port is { } port ? $"{Host}:{port}" : Host;

    /// <summary>The address with credentials, which are percent-encoded: a raw <c>@</c> or <c>:</c> would change its meaning.</summary>
    public string WithCredentials(string? username, string? password) => username is null
        ? Text
        : password is null
            ? $"{Scheme}://{Uri.EscapeDataString(username)}@{Authority}{RawPath}"
            : $"{Scheme}://{Uri.EscapeDataString(username)}:{Uri.EscapeDataString(password)}@{Authority}{RawPath}";

    /// <summary>Reads a setting; null, with the fault reported, when it is missing or wrong. The value is never repeated.</summary>
    public static LocationUrl? Read(SettingsReader reader, string key, string example, params string[] schemes)
    {
        var text = reader.RequiredText(key, $"the server and the directory, such as {example}");
        if (text is null)
        {
            return null;
        }

        if (FaultOf(text, schemes, out var uri) is { } fault)
        {
            reader.Fault(key, string.Join(" ", fault, $"Write it like {example}"));
            return null;
        }

        var scheme = uri!.Scheme;
        var afterScheme = text[(text.IndexOf("//", StringComparison.Ordinal) + 2)..];
        var slash = afterScheme.IndexOf('/', StringComparison.Ordinal);
        var authority = slash < 0 ? afterScheme : afterScheme[..slash];
        var path = slash < 0 ? "/" : EscapeNonAscii(afterScheme[slash..]);
        return new LocationUrl(
            scheme,
            uri.IdnHost.ToLowerInvariant(),
            authority.Contains(':', StringComparison.Ordinal) ? uri.Port : null,
            path.EndsWith('/') ? path : path + "/");
    }

    private static string? FaultOf(string text, string[] schemes, out Uri? uri)
    {
        var prefixes = string.Join(" or ", schemes.Select(s => s + "://"));
        if (!Uri.TryCreate(text, UriKind.Absolute, out uri) || uri.Host.Length == 0 || uri.Port == 0
            || !schemes.Contains(uri.Scheme, StringComparer.Ordinal))
        {
            return $"must be a URL that begins with {prefixes}.";
        }

        if (uri.UserInfo.Length > 0 || text.Contains('@', StringComparison.Ordinal))
        {
            return "must not carry a user or password, nor an '@'; set Username and Password.";
        }

        if (uri.HostNameType == UriHostNameType.IPv6)
        {
            return "must not have an IPv6 address, which the cluster's form of such URLs has no room for; use a name.";
        }

        var path = Uri.UnescapeDataString(text[(text.IndexOf("//", StringComparison.Ordinal) + 2)..]);
        return text.AsSpan().IndexOfAny('?', '#', '\\') >= 0 || text.Any(char.IsWhiteSpace) || path.Any(char.IsControl)
            || path.Split('/').Any(s => s is "." or "..") || path.Contains('\\', StringComparison.Ordinal)
            || path.Contains('%', StringComparison.Ordinal)
                ? "must end in a directory's path without '.', '..', spaces (write %20), '?', '#', backslashes or control characters."
                : null;
    }

    private static string EscapeNonAscii(string path) => string.Concat(
        path.EnumerateRunes().Select(r => r.IsAscii ? r.ToString() : Uri.EscapeDataString(r.ToString())));
}
