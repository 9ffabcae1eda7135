using System.Globalization;
using System.Text.RegularExpressions;

namespace FunctionsExport.Transfer.Sources.Ftp;

/// <summary>Reads lines of directory listings: MLSD's (RFC 3659 §7), and the two forms of LIST that servers write.</summary>
internal static partial class FtpListing
{
    /// <summary>The file in a line of MLSD; null when it is about something else, or its name is not one.</summary>
    public static FtpEntry? FromMlsd(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || !IsName(line[(space + 1)..]))
        {
            return null;
        }

        var facts = line[..space].Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(f => f.Split('=', 2))
            .Where(f => f.Length == 2)
            .GroupBy(f => f[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.First()[1], StringComparer.OrdinalIgnoreCase);
        if (!facts.TryGetValue("type", out var type) || !type.Equals("file", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return new FtpEntry(
            line[(space + 1)..],
            facts.TryGetValue("size", out var size) ? SizeOf(size) : null,
            facts.TryGetValue("modify", out var modified) ? TimeOf(modified) : null);
    }

    /// <summary>The file in a line of LIST; null when it is about something else.</summary>
    public static FtpEntry? FromList(string line)
    {
        var match = UnixLine().Match(line);
        match = match.Success ? match : DosLine().Match(line);
        return match.Success && IsName(match.Groups["name"].Value)
            ? new FtpEntry(match.Groups["name"].Value, SizeOf(match.Groups["size"].Value), Modified: null)
            : null;
    }

    /// <summary>A size; null when the text is none.</summary>
    public static long? SizeOf(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;

    /// <summary>A time as <c>yyyyMMddHHmmss</c>, without the fraction that some answers have and others lack; null when it is none.</summary>
    public static string? TimeOf(string text) => Time().Match(text) is { Success: true } match ? match.Groups["time"].Value : null;

    private static bool IsName(string name) =>
        name is not ("" or "." or "..") && !name.Any(c => char.IsControl(c) || c is '/' or '\\' or '\uFFFD');

    [GeneratedRegex(
        @"^-[-a-zA-Z]{9}[.+@]?\s+\d+\s+\S+\s+\S+\s+(?<size>\d+)\s+[A-Za-z]{3}\s+\d{1,2}\s+[\d:]{4,5} (?<name>.+)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex UnixLine();

    [GeneratedRegex(
        @"^\d{2}-\d{2}-(\d{2}|\d{4})\s+\d{2}:\d{2}(AM|PM)?\s+(?<size>\d+) (?<name>.+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex DosLine();

    [GeneratedRegex(@"^(?<time>\d{14})(\.\d+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Time();
}
