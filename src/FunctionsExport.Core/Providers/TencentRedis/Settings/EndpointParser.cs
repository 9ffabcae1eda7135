using System.Text.RegularExpressions;
using FunctionsExport.Configuration;

namespace FunctionsExport.Providers.TencentRedis.Settings;

/// <summary>
/// Reads the API's endpoint. Only Tencent Cloud's own hosts are taken, because whoever answers decides from where files are
/// downloaded; and this machine, for an emulator.
/// </summary>
internal static partial class EndpointParser
{
    /// <summary>The endpoint unless the setting says otherwise; it leads to the nearest region that has the API.</summary>
    public const string Default = "redis.tencentcloudapi.com";

    /// <summary>The endpoint, without a path; null when it has a fault.</summary>
    public static Uri? Read(SettingsReader reader, string key)
    {
        var text = reader.Text(key) ?? Default;
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            text = "https://" + text;
        }

        if (FaultOf(text, out var uri) is { } fault)
        {
            reader.Fault(key, fault);
            return null;
        }

        return new UriBuilder(uri!.Scheme, uri.IdnHost, uri.Port).Uri;
    }

    private static string? FaultOf(string text, out Uri? uri)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out uri) || uri.Host.Length == 0 || uri.Port <= 0
            || uri.UserInfo.Length > 0 || uri.PathAndQuery != "/" || text.AsSpan().IndexOfAny("?#@") >= 0)
        {
            return $"must be a host name, such as {Default}, or https:// and a host name, and nothing else.";
        }

        if (uri.IsLoopback && uri.Scheme is "http" or "https")
        {
            return null;
        }

        return uri.Scheme == Uri.UriSchemeHttps && uri.IsDefaultPort && KnownHost().IsMatch(uri.IdnHost)
            ? null
            : "must be redis.tencentcloudapi.com, redis.intl.tencentcloudapi.com, redis.internal.tencentcloudapi.com or "
                + "redis.<region>.tencentcloudapi.com, over https and its own port.";
    }

    [GeneratedRegex(@"^redis\.([a-z]{2,12}(-[a-z0-9]{1,24}){0,3}\.)?tencentcloudapi\.com\z", RegexOptions.CultureInvariant)]
    private static partial Regex KnownHost();
}
