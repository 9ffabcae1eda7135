using System.Net.Http.Headers;
using System.Text;

namespace FunctionsExport.Emulators.RedisEnterprise.Security;

/// <summary>A user name and password, as the header Authorization carries them.</summary>
internal sealed record BasicCredentials(string Email, string Password)
{
    /// <summary>The credentials of a header's parameter; null when it has none.</summary>
    public static BasicCredentials? Parse(AuthenticationHeaderValue header)
    {
        var parameter = header.Parameter ?? "";
        var bytes = new byte[parameter.Length];
        if (!Convert.TryFromBase64String(parameter, bytes, out var written))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, written);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : new BasicCredentials(pair[..colon], pair[(colon + 1)..]);
    }

    /// <summary>Without the password.</summary>
    public override string ToString() => Email;
}
