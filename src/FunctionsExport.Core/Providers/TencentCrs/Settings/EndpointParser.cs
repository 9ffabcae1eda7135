using FunctionsExport.Configuration;

namespace FunctionsExport.Providers.TencentCrs.Settings;

/// <summary>
/// Reads where requests are sent instead of to Tencent Cloud itself: an emulator on this machine, or a proxy of one's own. They are
/// signed for Tencent Cloud's host all the same. Faults never repeat the value: it could carry a password.
/// </summary>
internal static class EndpointParser
{
    /// <summary>The host of the API, which every signature names.</summary>
    public const string Host = "redis.api.qcloud.com";

    /// <summary>The path of the API.</summary>
    public const string Path = "/v2/index.php";

    /// <summary>The address of the API, path included; null when the setting has a fault.</summary>
    public static Uri? Read(SettingsReader reader, string key)
    {
        if (reader.Text(key) is not { } text)
        {
            return new Uri($"https://{Host}{Path}");
        }

        if (FaultOf(text, out var uri) is { } fault)
        {
            reader.Fault(key, fault);
            return null;
        }

        return new UriBuilder(uri!.Scheme, uri.IdnHost, uri.Port, Path).Uri;
    }

    private static string? FaultOf(string text, out Uri? uri)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out uri) || uri.Host.Length == 0 || uri.Port <= 0
            || uri.Scheme is not ("http" or "https"))
        {
            return "is not a URL; write https:// and the host of the proxy or emulator, or leave it out for Tencent Cloud itself.";
        }

        if (uri.UserInfo.Length > 0 || text.Contains('@', StringComparison.Ordinal))
        {
            return "must not carry a user or password.";
        }

        if (uri.PathAndQuery is not ("/" or Path) || text.AsSpan().IndexOfAny('?', '#') >= 0)
        {
            return $"must end after the host and port, or with {Path}.";
        }

        return uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback
            ? null
            : "must begin with https://; plain http is taken on this machine alone.";
    }
}
