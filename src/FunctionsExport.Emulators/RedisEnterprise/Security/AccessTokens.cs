using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FunctionsExport.Emulators.RedisEnterprise.Security;

/// <summary>Issues and checks the access tokens of the API: JSON Web Tokens, signed with a key of their own (HS256).</summary>
internal sealed class AccessTokens(TimeProvider time)
{
    public const int DefaultTtl = 300;
    public const int MaxTtl = 86_400;

    private const int KeyLength = 32;

    private static readonly string Header = Encode("""{"alg":"HS256","typ":"JWT"}"""u8);

    private byte[] _key = RandomNumberGenerator.GetBytes(KeyLength);
    private int _issued;

    /// <summary>How many were issued.</summary>
    public int Issued => Volatile.Read(ref _issued);

    /// <param name="email">The user.</param>
    /// <param name="ttl">How long it is good for, 1 to 86,400 seconds.</param>
    public string Issue(string email, int ttl)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var number = Interlocked.Increment(ref _issued).ToString(CultureInfo.InvariantCulture);
        var claims = new JsonObject { ["sub"] = email, ["iat"] = now, ["exp"] = now + ttl, ["jti"] = number };
        var signed = $"{Header}.{Encode(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{signed}.{Sign(signed)}";
    }

    /// <summary>Whose token this is; null when it is none of ours or has expired.</summary>
    public string? EmailOf(string token)
    {
        var end = token.LastIndexOf('.');
        if (end < 0 || !CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(token[(end + 1)..]), Encoding.UTF8.GetBytes(Sign(token[..end]))))
        {
            return null;
        }

        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.AsSpan(Header.Length + 1, end - Header.Length - 1)));
        var expires = claims.RootElement.GetProperty("exp").GetInt64();
        return time.GetUtcNow().ToUnixTimeSeconds() < expires ? claims.RootElement.GetProperty("sub").GetString() : null;
    }

    /// <summary>Makes every token so far worthless, as a restart of the cluster's API does.</summary>
    public void RevokeAll() => Volatile.Write(ref _key, RandomNumberGenerator.GetBytes(KeyLength));

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    private string Sign(string text) => Encode(HMACSHA256.HashData(Volatile.Read(ref _key), Encoding.UTF8.GetBytes(text)));
}
