using System.Security.Cryptography;
using System.Text;

namespace FunctionsExport.Emulators.Tencent.Signing;

/// <summary>The signature of API v2, computed by the service.</summary>
/// <remarks>Source: the signature pages of API v2 (213/6984, 598/13879).</remarks>
internal static class V2Signature
{
    public const string Parameter = "Signature";
    private const string MethodParameter = "SignatureMethod";

    /// <summary>
    /// What is signed: method, host without port, path, and the raw values of every parameter but the signature, in the order of the
    /// names' bytes.
    /// </summary>
    public static string PlainText(
        string method, string host, string path, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var pairs = parameters
            .Where(pair => pair.Key != Parameter)
            .Where(pair => method != HttpMethods.Post || !pair.Value.StartsWith('@')) // An uploaded file.
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key.Replace('_', '.')}={pair.Value}");
        return $"{method}{host}{path}?{string.Join('&', pairs)}";
    }

    /// <summary>Whether the parameters' signature is the one of this key.</summary>
    public static bool IsValid(
        string method, string host, string path, IReadOnlyDictionary<string, string> parameters, string secretKey)
    {
        var plain = Encoding.UTF8.GetBytes(PlainText(method, host, path, parameters));
        var key = Encoding.UTF8.GetBytes(secretKey);
        var mac = parameters.GetValueOrDefault(MethodParameter) == "HmacSHA256"
            ? HMACSHA256.HashData(key, plain)
            : Sha1(key, plain);
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Convert.ToBase64String(mac)),
            Encoding.UTF8.GetBytes(parameters.GetValueOrDefault(Parameter) ?? ""));
    }

#pragma warning disable CA5350 // The API's own default.
    private static byte[] Sha1(byte[] key, byte[] plain) => HMACSHA1.HashData(key, plain);
#pragma warning restore CA5350
}
