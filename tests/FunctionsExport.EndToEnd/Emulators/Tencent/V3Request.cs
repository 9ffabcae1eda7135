using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace FunctionsExport.EndToEnd.Emulators.Tencent;

/// <summary>A call of API 3.0 that is put together, and signed by TC3-HMAC-SHA256, by hand.</summary>
internal sealed class V3Request(string action, DateTimeOffset now, string body)
{
    public string SecretId { get; init; } = EmulatedTencent.SecretId;

    public string SecretKey { get; init; } = EmulatedTencent.SecretKey;

    public string? Token { get; init; }

    public string? Region { get; init; } = "ap-guangzhou";

    public string Version { get; init; } = "2018-04-12";

    public string ContentType { get; init; } = "application/json; charset=utf-8";

    public string Service { get; init; } = "redis";

    /// <summary>The Host header; null for the endpoint's.</summary>
    public string? Host { get; init; }

    public bool SignsAction { get; init; }

    public bool UnsignedPayload { get; init; }

    /// <summary>Sent instead of what is computed.</summary>
    public string? Signature { get; init; }

    public HttpRequestMessage ToMessage(Uri endpoint)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var message = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(bytes) };
        message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var host = Host ?? endpoint.Authority;
        message.Headers.Host = host;
        message.Headers.Add("X-TC-Action", action);
        message.Headers.Add("X-TC-Version", Version);
        message.Headers.Add("X-TC-Timestamp", timestamp);
        if (Region is not null)
        {
            message.Headers.Add("X-TC-Region", Region);
        }

        if (Token is not null)
        {
            message.Headers.Add("X-TC-Token", Token);
        }

        if (UnsignedPayload)
        {
            message.Headers.Add("X-TC-Content-SHA256", "UNSIGNED-PAYLOAD");
        }

        var signed = SignsAction ? "content-type;host;x-tc-action" : "content-type;host";
        var headers = $"content-type:{ContentType}\nhost:{host}\n"
            + (SignsAction ? $"x-tc-action:{action.ToLowerInvariant()}\n" : "");
        var canonical = $"POST\n/\n\n{headers}\n{signed}\n{Hash(UnsignedPayload ? "UNSIGNED-PAYLOAD"u8 : bytes)}";
        var scope = $"{now.UtcDateTime:yyyy-MM-dd}/{Service}/tc3_request";
        var plain = $"TC3-HMAC-SHA256\n{timestamp}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        var key = Mac(Mac(Mac(Encoding.UTF8.GetBytes("TC3" + SecretKey), $"{now.UtcDateTime:yyyy-MM-dd}"), Service), "tc3_request");
        message.Headers.Authorization = new AuthenticationHeaderValue(
            "TC3-HMAC-SHA256",
            $"Credential={SecretId}/{scope}, SignedHeaders={signed}, "
            + $"Signature={Signature ?? Convert.ToHexStringLower(Mac(key, plain))}");
        return message;
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
