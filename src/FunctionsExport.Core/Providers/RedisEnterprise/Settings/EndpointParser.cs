using FunctionsExport.Configuration;

namespace FunctionsExport.Providers.RedisEnterprise.Settings;

/// <summary>Reads the endpoint of a cluster's REST API. Faults never repeat the value: it could carry a password.</summary>
internal static class EndpointParser
{
    /// <summary>The REST API's port unless a cluster's <c>cnm_https_port</c> says otherwise.</summary>
    public const int DefaultPort = 9443;

    public const string SingleKey = "Endpoint";
    public const string ListKey = "Endpoints";

    /// <summary>
    /// The nodes' REST APIs as <c>https://host:port/</c>, each once, in the order of the settings; empty when none is set or one has
    /// a fault.
    /// </summary>
    public static IReadOnlyList<Uri> ReadAll(SettingsReader reader)
    {
        var texts = List(reader);
        if (reader.Text(SingleKey) is { } single)
        {
            texts.Insert(0, (SingleKey, single));
        }

        if (texts.Count == 0)
        {
            reader.RequiredText(SingleKey, "the cluster's REST API, such as https://cluster.example.com:9443");
        }

        var endpoints = texts.Select(t => Read(reader, t.Key, t.Text)).ToList();
        return endpoints.Contains(null) ? [] : [.. endpoints.OfType<Uri>().Distinct()];
    }

    // Endpoints is a list with commas between, or the settings Endpoints__0, Endpoints__1 and so on.
    private static List<(string Key, string Text)> List(SettingsReader reader)
    {
        var list = reader.Section(ListKey);
        var values = list.Keys.Select(k => (Key: $"{ListKey}:{k}", Value: list.Text(k)))
            .Prepend((Key: ListKey, Value: reader.Text(ListKey)));
        return [.. values.SelectMany(v => (v.Value ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(text => (v.Key, text)))];
    }

    private static Uri? Read(SettingsReader reader, string key, string text)
    {
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
