using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FunctionsExport.Catalog;

/// <summary>
/// A place in a list, as a client hands it back. It names a place and no page, so that exports that come in meanwhile move nothing;
/// it grants nothing, so it is checked for damage and for other filters, not signed.
/// </summary>
public static class ContinuationToken
{
    /// <summary>No token is longer, in characters.</summary>
    public const int MaxLength = 256;

    private const string Version = "1";

    /// <summary>The token that goes on after a place of a list.</summary>
    public static string Write(CatalogPosition place, CatalogQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var body = string.Create(CultureInfo.InvariantCulture, $"{Version}|{place.Time.ToUnixTimeSeconds()}|{place.Id}");
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{body}|{Checksum(body, query)}"));
    }

    /// <summary>The place that a token names; null when it is none, is damaged or belongs to other filters.</summary>
    public static CatalogPosition? Read(string token, CatalogQuery query)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(query);
        if (token.Length > MaxLength || !Base64Url.IsValid(token))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        var parts = text.Split('|');
        if (parts.Length != 4
            || parts[0] != Version
            || !long.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            || seconds < DateTimeOffset.MinValue.ToUnixTimeSeconds()
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            || parts[3] != Checksum(text[..text.LastIndexOf('|')], query))
        {
            return null;
        }

        return new CatalogPosition(DateTimeOffset.FromUnixTimeSeconds(seconds), parts[2]);
    }

    private static string Checksum(string body, CatalogQuery query)
    {
        var filters = string.Create(
            CultureInfo.InvariantCulture, $"{body}|{query.Source}|{query.State}|{query.Since?.ToUniversalTime():O}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(filters)))[..12];
    }
}
