namespace Catalogue.Bench;

/// <summary>What one call of the app took.</summary>
/// <param name="Requests">The requests that reached the storage.</param>
/// <param name="Milliseconds">The time from the call to its answer.</param>
/// <param name="Exports">The exports in the answer.</param>
internal sealed record Figure(int Requests, double Milliseconds, int Exports)
{
    /// <summary>The one whose time is the median.</summary>
    public static Figure Median(IEnumerable<Figure> figures)
    {
        var sorted = figures.OrderBy(f => f.Milliseconds).ToList();
        return sorted[sorted.Count / 2];
    }
}
