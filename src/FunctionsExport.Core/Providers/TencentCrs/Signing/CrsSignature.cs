using System.Security.Cryptography;
using System.Text;

namespace FunctionsExport.Providers.TencentCrs.Signing;

/// <summary>The signature of Tencent Cloud's API v2.</summary>
/// <remarks>Source: the signature pages of API v2, https://cloud.tencent.com/document/api/213/6984.</remarks>
internal static class CrsSignature
{
    /// <summary>The parameter that carries the signature, and is not signed itself.</summary>
    public const string Parameter = "Signature";

    /// <summary>
    /// What is signed: the method, the host without its port, the path, and every parameter's raw value, in the order of the names'
    /// bytes; in names, and only there, underscores become dots.
    /// </summary>
    public static string PlainText(
        string method, string host, string path, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var pairs = parameters
            .Where(p => p.Key != Parameter)
            .OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => $"{p.Key.Replace('_', '.')}={p.Value}");
        return $"{method}{host}{path}?{string.Join('&', pairs)}";
    }

    /// <summary>The signature of a plain text, in Base64.</summary>
    public static string Compute(string plainText, string secretKey, SignatureMethod method)
    {
        var key = Encoding.UTF8.GetBytes(secretKey);
        var plain = Encoding.UTF8.GetBytes(plainText);
        return Convert.ToBase64String(
            method == SignatureMethod.HmacSha256 ? HMACSHA256.HashData(key, plain) : Sha1Of(key, plain));
    }

    /// <summary>The name of a method, as requests carry it.</summary>
    public static string NameOf(SignatureMethod method) => method == SignatureMethod.HmacSha256 ? "HmacSHA256" : "HmacSHA1";

    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Security", "CA5350", Justification = "The API's own choice; HMAC does not rest on what SHA-1 lacks, and it is not the default.")]
    private static byte[] Sha1Of(byte[] key, byte[] plain) => HMACSHA1.HashData(key, plain);
}
