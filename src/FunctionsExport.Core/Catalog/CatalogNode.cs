namespace FunctionsExport.Catalog;

/// <summary>What <see cref="CatalogWalk"/> has found and not yet looked into: a prefix of blob names, or an export.</summary>
/// <param name="Newest">No export in it has a newer place.</param>
/// <param name="Prefix">The prefix; null for an export.</param>
/// <param name="Level">How many parts the prefix has: 0 the container, 1 a source, 2 a year, 3 a month, 4 a day.</param>
/// <param name="Entry">The export; null for a prefix.</param>
internal sealed record CatalogNode(CatalogPosition Newest, string? Prefix, int Level, CatalogEntry? Entry)
{
    // Sorts after every id, so that a prefix is looked into before an export of its last second is taken.
    private const string AboveAllIds = "~";

    public static CatalogNode Of(CatalogEntry entry) => new(CatalogPosition.Of(entry.Id), null, 0, entry);

    /// <summary>The container or one source in it; nothing is known of their times.</summary>
    public static CatalogNode Of(string prefix, int level) => new(new(DateTimeOffset.MaxValue, AboveAllIds), prefix, level, null);

    /// <summary>A year, month or day of a source; null when the prefix is none, or nothing in it is asked for.</summary>
    public static CatalogNode? Of(string prefix, CatalogQuery query)
    {
        var parts = prefix.TrimEnd('/').Split('/');
        if (parts.Length is < 2 or > 4 || Start(parts) is not { } start)
        {
            return null;
        }

        var last = (parts.Length switch
        {
            2 => start.AddYears(1),
            3 => start.AddMonths(1),
            _ => start.AddDays(1),
        }).AddSeconds(-1);
        if (last < query.Since || start > query.Before?.Time)
        {
            return null;
        }

        return new CatalogNode(new(last, AboveAllIds), prefix, parts.Length, null);
    }

    private static DateTimeOffset? Start(string[] parts)
    {
        var year = Number(parts[1], digits: 4, least: 1, most: 9998);
        var month = parts.Length > 2 ? Number(parts[2], digits: 2, least: 1, most: 12) : 1;
        if (year is null || month is null)
        {
            return null;
        }

        var day = parts.Length > 3
            ? Number(parts[3], digits: 2, least: 1, most: DateTime.DaysInMonth(year.Value, month.Value))
            : 1;
        return day is null ? null : new DateTimeOffset(year.Value, month.Value, day.Value, 0, 0, 0, TimeSpan.Zero);
    }

    private static int? Number(string text, int digits, int least, int most)
    {
        if (text.Length != digits || !text.All(char.IsAsciiDigit))
        {
            return null;
        }

        var number = int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        return number >= least && number <= most ? number : null;
    }
}
