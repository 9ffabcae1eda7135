using System.Security.Cryptography;
using System.Text;

namespace LocalFunctions.Hosting.Keys;

/// <summary>A key that opens something; kept as its hash only.</summary>
internal sealed class AccessKey
{
    private readonly byte[] _hash;

    /// <summary>Keeps a key.</summary>
    /// <param name="setting">The setting that holds it, by which it may be named.</param>
    /// <param name="value">The key itself.</param>
    public AccessKey(string setting, string value)
    {
        Setting = setting;
        _hash = Hash(value);
    }

    /// <summary>The setting that holds the key.</summary>
    public string Setting { get; }

    /// <summary>
    /// Whether one of the keys is the given one. Hashes are compared, all of them and each as a whole, so that the time says
    /// nothing about a key, its length or its place.
    /// </summary>
    /// <param name="keys">The keys that open the door.</param>
    /// <param name="given">What a caller gave; null when nothing.</param>
    public static bool Opens(IReadOnlyList<AccessKey> keys, string? given)
    {
        if (string.IsNullOrEmpty(given))
        {
            return false;
        }

        var hash = Hash(given);
        var opens = false;
        foreach (var key in keys)
        {
            opens |= CryptographicOperations.FixedTimeEquals(key._hash, hash);
        }

        return opens;
    }

    private static byte[] Hash(string value) => SHA256.HashData(Encoding.UTF8.GetBytes(value));
}
