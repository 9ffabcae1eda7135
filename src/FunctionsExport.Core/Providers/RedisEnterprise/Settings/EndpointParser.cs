using FunctionsExport.Configuration;

namespace FunctionsExport.Providers.RedisEnterprise.Settings;

/// <summary>Reads the endpoint of a cluster's REST API. Faults never repeat the value: it could carry a password.</summary>
internal static class EndpointParser
{
    /// <summary>The REST API's port unless a cluster's <c>cnm_https_port</c> says otherwise.</summary>
    public const int DefaultPort = 9443;

    /// <summary>The endpoint as <c>https://host:port/</c>; null when it is missing or has a fault.</summary>
    public static Uri? Read(SettingsReader reader, string key)
    {
        var text = reader.RequiredText(key, "the cluster's REST API, such as https://cluster.example.com:9443");
        if (text is null)
        {
            return null;
        }

        if (FaultOf(text, out var uri) is { } fault)
        {
            reader.Fault(key, fault);
            return null;
        }

        var port = HasPort(text) ? uri!.Port : DefaultPort;
        return new UriBuilder(Uri.UriSchemeHttps, uri!.IdnHost, port).Uri;
    }

    private static string? FaultOf(string text, out Uri? uri)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out uri) || uri.Host.Length == 0 || uri.Port == 0)
        {
            return "is not a URL; write https://, the host and, unless it is 9443, the port.";
        }

        if (uri.Scheme != Uri.UriSchemeHttps)
        {
            return "must begin with https://: the password is sent over TLS only.";
        }

        if (uri.UserInfo.Length > 0 || text.Contains('@', StringComparison.Ordinal))
        {
            return "must not carry a user or password; set Username and Password instead.";
        }

        return uri.PathAndQuery != "/" || text.AsSpan().IndexOfAny('?', '#') >= 0
            ? "must end after the host and port; take the path, query and fragment away."
            : null;
    }

    // Uri cannot tell https://host from https://host:443, and here their ports differ.
    private static bool HasPort(string text)
    {
        var authority = text.AsSpan(text.IndexOf("//", StringComparison.Ordinal) + 2).TrimEnd('/');
        var colon = authority.LastIndexOf(':');
        return colon > authority.LastIndexOf(']') && colon < authority.Length - 1;
    }
}
