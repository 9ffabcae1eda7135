using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FunctionsExport.Emulators.Tencent.Signing;

/// <summary>The signature of API 3.0, TC3-HMAC-SHA256, computed by the service.</summary>
/// <remarks>Source: the signature page of API 3.0 (213/30654).</remarks>
internal static class Tc3Signature
{
    private const string Algorithm = "TC3-HMAC-SHA256";
    private const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    /// <summary>Whether the signature is the one of this key for the request.</summary>
    /// <param name="request">Its method, query and headers are read.</param>
    /// <param name="body">The body's bytes.</param>
    /// <param name="authorization">What the request says.</param>
    /// <param name="timestamp">Its X-TC-Timestamp, seconds since 1970.</param>
    /// <param name="secretKey">The key.</param>
    public static bool IsValid(
        HttpRequest request, byte[] body, Tc3Authorization authorization, long timestamp, string secretKey)
    {
        // The scope's date is the timestamp's, in UTC.
        var date = DateTimeOffset.FromUnixTimeSeconds(timestamp).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (authorization.Date != date || CanonicalHeaders(request, authorization.SignedHeaders) is not { } headers)
        {
            return false;
        }

        var query = request.QueryString.Value is [_, .. var text] ? text : "";
        var payload = request.Headers["X-TC-Content-SHA256"] == UnsignedPayload ? Encoding.UTF8.GetBytes(UnsignedPayload) : body;
        var canonical = $"{request.Method}\n/\n{query}\n{headers}\n{authorization.SignedHeaders}\n{Hash(payload)}";
        var scope = $"{date}/{authorization.Service}/tc3_request";
        var plain = string.Create(
            CultureInfo.InvariantCulture, $"{Algorithm}\n{timestamp}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}");
        var key = Encoding.UTF8.GetBytes("TC3" + secretKey);
        foreach (var step in new[] { date, authorization.Service, "tc3_request", plain })
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(key)), Encoding.ASCII.GetBytes(authorization.Signature));
    }

    /// <summary>The signed headers in the order of their names; null when one that must be signed is not.</summary>
    private static string? CanonicalHeaders(HttpRequest request, string signedHeaders)
    {
        var names = signedHeaders.Split(';');
        if (!names.Contains("content-type") || !names.Contains("host")
            || !names.SequenceEqual(names.Order(StringComparer.Ordinal)))
        {
            return null;
        }

#pragma warning disable CA1308 // The algorithm's own form.
        return string.Concat(names.Select(name => $"{name}:{request.Headers[name].ToString().Trim().ToLowerInvariant()}\n"));
#pragma warning restore CA1308
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
