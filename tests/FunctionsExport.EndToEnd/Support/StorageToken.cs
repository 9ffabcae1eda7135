using System.Text;
using System.Text.Json;

namespace FunctionsExport.EndToEnd.Support;

/// <summary>A bearer token with the claims that Azurite looks at; it does not check who signed it.</summary>
internal static class StorageToken
{
    public static string Create(string objectId, DateTimeOffset now)
    {
        var claims = JsonSerializer.SerializeToUtf8Bytes(new
        {
            aud = "https://storage.azure.com",
            iss = "https://sts.windows.net/99999999-2222-3333-4444-555555555555/",
            iat = now.AddMinutes(-5).ToUnixTimeSeconds(),
            nbf = now.AddMinutes(-5).ToUnixTimeSeconds(),
            exp = now.AddHours(1).ToUnixTimeSeconds(),
            oid = objectId,
            tid = "99999999-2222-3333-4444-555555555555",
        });
        var header = Encoding.UTF8.GetBytes("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
        return $"{Encode(header)}.{Encode(claims)}.{Encode([1, 2, 3])}";
    }

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
