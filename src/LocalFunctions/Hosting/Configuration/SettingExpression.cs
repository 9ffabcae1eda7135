using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace LocalFunctions.Hosting.Configuration;

/// <summary>Replaces <c>%Name%</c> in an attribute's text by the setting of that name.</summary>
internal static partial class SettingExpression
{
    /// <summary>Resolves every expression in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="settings">Where settings are looked up; <c>__</c> in a name stands for <c>:</c>.</param>
    /// <param name="resolved">The text with every expression replaced.</param>
    /// <param name="missing">The name of the first setting that is missing or empty.</param>
    /// <returns>False when a setting is missing or empty.</returns>
    public static bool TryResolve(
        string text, IConfiguration settings, out string resolved, [NotNullWhen(false)] out string? missing)
    {
        string? absent = null;
        resolved = Expression().Replace(text, match =>
        {
            var name = match.Groups["name"].Value;
            var value = settings[name] ?? settings[name.Replace("__", ":", StringComparison.Ordinal)];
            if (string.IsNullOrWhiteSpace(value))
            {
                absent ??= name;
            }

            return value ?? "";
        });
        missing = absent;
        return absent is null;
    }

    [GeneratedRegex("%(?<name>[^%]+)%")]
    private static partial Regex Expression();
}
