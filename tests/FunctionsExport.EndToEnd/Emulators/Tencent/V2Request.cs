using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FunctionsExport.EndToEnd.Emulators.Tencent;

/// <summary>A call of API v2 that is put together, and signed, by hand.</summary>
internal sealed class V2Request
{
    private static long _nonce = Random.Shared.Next(1, int.MaxValue);

    public V2Request(string action, DateTimeOffset now, params (string Name, string Value)[] parameters)
    {
        Parameters["Action"] = action;
        Parameters["Region"] = "ap-guangzhou";
        Parameters["Timestamp"] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        Parameters["Nonce"] = Interlocked.Increment(ref _nonce).ToString(CultureInfo.InvariantCulture);
        Parameters["SecretId"] = EmulatedTencent.SecretId;
        Parameters["SignatureMethod"] = "HmacSHA256";
        foreach (var (name, value) in parameters)
        {
            Parameters[name] = value;
        }
    }

    public SortedDictionary<string, string> Parameters { get; } = new(StringComparer.Ordinal);

    public HttpMethod Method { get; init; } = HttpMethod.Post;

    public bool Multipart { get; init; }

    public string SecretKey { get; init; } = EmulatedTencent.SecretKey;

    public string Path { get; init; } = "/v2/index.php";

    /// <summary>Signs the parameters, unless they have a signature.</summary>
    public HttpRequestMessage ToMessage(Uri endpoint)
    {
        var host = endpoint.Host;
        if (!Parameters.ContainsKey("Signature"))
        {
            Parameters["Signature"] = Sign($"{Method}{host}{Path}?" + string.Join(
                '&', Parameters.Select(pair => $"{pair.Key}={pair.Value}")));
        }

        if (Method == HttpMethod.Get)
        {
            var query = string.Join('&', Parameters.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
            return new HttpRequestMessage(Method, new Uri(endpoint, $"{Path}?{query}"));
        }

        return new HttpRequestMessage(Method, new Uri(endpoint, Path))
        {
            Content = Multipart ? Parts() : new FormUrlEncodedContent(Parameters),
        };
    }

    private MultipartFormDataContent Parts()
    {
        var parts = new MultipartFormDataContent();
        foreach (var (name, value) in Parameters)
        {
            parts.Add(new StringContent(value), $"\"{name}\"");
        }

        return parts;
    }

    private string Sign(string plain)
    {
        var (key, bytes) = (Encoding.UTF8.GetBytes(SecretKey), Encoding.UTF8.GetBytes(plain));
#pragma warning disable CA5350 // The API's own default.
        return Convert.ToBase64String(Parameters.GetValueOrDefault("SignatureMethod") == "HmacSHA256"
            ? HMACSHA256.HashData(key, bytes)
            : HMACSHA1.HashData(key, bytes));
#pragma warning restore CA5350
    }
}
