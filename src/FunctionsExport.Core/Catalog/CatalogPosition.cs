using System.Globalization;

namespace FunctionsExport.Catalog;

/// <summary>A place in the catalogue's order: by the time in the export's id, then by the id. It never changes.</summary>
/// <param name="Time">The time in the id; whole seconds, UTC.</param>
/// <param name="Id">The id; empty for the place before all of that second.</param>
public readonly record struct CatalogPosition(DateTimeOffset Time, string Id) : IComparable<CatalogPosition>
{
    /// <summary>The place of an export.</summary>
    public static CatalogPosition Of(ExportId id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return new CatalogPosition(id.Time, id.ToString());
    }

    /// <summary>Older places come first.</summary>
    public int CompareTo(CatalogPosition other)
    {
        var times = Time.CompareTo(other.Time);
        return times != 0 ? times : string.CompareOrdinal(Id, other.Id);
    }

    /// <summary>Whether this place is older.</summary>
    public static bool operator <(CatalogPosition left, CatalogPosition right) => left.CompareTo(right) < 0;

    /// <summary>Whether this place is newer.</summary>
    public static bool operator >(CatalogPosition left, CatalogPosition right) => left.CompareTo(right) > 0;

    /// <summary>Whether this place is the same or older.</summary>
    public static bool operator <=(CatalogPosition left, CatalogPosition right) => left.CompareTo(right) <= 0;

    /// <summary>Whether this place is the same or newer.</summary>
    public static bool operator >=(CatalogPosition left, CatalogPosition right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Time:O} {Id}");
}
