using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FunctionsExport.Providers.TencentRedis.Signing;

/// <summary>
/// Tencent Cloud's signature TC3-HMAC-SHA256, as the page "Signature v3" of its API 3.0 describes it. Pure functions of their
/// arguments.
/// </summary>
internal static class Tc3Signature
{
    private const string Algorithm = "TC3-HMAC-SHA256";
    private const string Terminator = "tc3_request";

    /// <summary>The value of the Authorization header.</summary>
    public static string Authorization(Tc3Request request, string secretId, string secretKey) =>
        $"{Algorithm} Credential={secretId}/{Scope(request)}, SignedHeaders={SignedHeaders(request)}, "
        + $"Signature={Signature(request, secretKey)}";

    /// <summary>The signature, 64 lower-case hexadecimal digits.</summary>
    public static string Signature(Tc3Request request, string secretKey) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(SigningKey(request, secretKey), Encoding.UTF8.GetBytes(StringToSign(request))));

    /// <summary>The request in its normal form.</summary>
    public static string CanonicalRequest(Tc3Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var headers = new StringBuilder();
        foreach (var (name, value) in Headers(request))
        {
            headers.Append(CultureInfo.InvariantCulture, $"{name}:{Normal(value)}\n");
        }

        // The headers end in a line break of their own, so that an empty line follows them.
        return $"{request.Method}\n/\n{request.Query}\n{headers}\n{SignedHeaders(request)}\n{Sha256(request.Body.Span)}";
    }

    /// <summary>The SHA-256 of the request in its normal form, in lower-case hexadecimal digits.</summary>
    public static string CanonicalHash(Tc3Request request) => Sha256(Encoding.UTF8.GetBytes(CanonicalRequest(request)));

    /// <summary>The key of the day and the product.</summary>
    public static byte[] SigningKey(Tc3Request request, string secretKey)
    {
        ArgumentNullException.ThrowIfNull(request);
        var date = HMACSHA256.HashData(Encoding.UTF8.GetBytes("TC3" + secretKey), Encoding.UTF8.GetBytes(Date(request)));
        var service = HMACSHA256.HashData(date, Encoding.UTF8.GetBytes(request.Service));
        return HMACSHA256.HashData(service, Encoding.UTF8.GetBytes(Terminator));
    }

    private static string StringToSign(Tc3Request request) => string.Create(
        CultureInfo.InvariantCulture, $"{Algorithm}\n{request.Timestamp}\n{Scope(request)}\n{CanonicalHash(request)}");

    private static string Scope(Tc3Request request) => $"{Date(request)}/{request.Service}/{Terminator}";

    // The date in UTC: with Beijing's every request between midnight and eight o'clock would be refused.
    private static string Date(Tc3Request request) =>
        DateTimeOffset.FromUnixTimeSeconds(request.Timestamp).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string SignedHeaders(Tc3Request request) => string.Join(';', Headers(request).Select(h => h.Name));

    // In the order of their names.
    private static IEnumerable<(string Name, string Value)> Headers(Tc3Request request)
    {
        yield return ("content-type", request.ContentType);
        yield return ("host", request.Host);
        if (request.Action is { } action)
        {
            yield return ("x-tc-action", action);
        }
    }

    private static string Normal(string value) => value.Trim().ToLowerInvariant();

    private static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
