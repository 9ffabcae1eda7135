using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>Shared access signatures in text of others: those made for one export are no setting, and known to no list of secrets.</summary>
internal static partial class SasText
{
    /// <summary>The text without the signatures in it.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Mask(string? text) => text is null ? null : Signature().Replace(text, "${name}***");

    [GeneratedRegex("(?<name>sig(=|%3[Dd]))[A-Za-z0-9%+/_=-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Signature();
}
