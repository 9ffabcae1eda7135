using System.Collections.Concurrent;
using FunctionsExport.Transfer.Sources;

namespace FunctionsExport.Activities;

/// <summary>
/// How many files this process fetches at a time, whatever the number of exports. Fetches may hold an activity's place for hours;
/// a quarter of those that host.json grants is left to the short steps of all exports.
/// </summary>
public sealed class FetchPlaces : IDisposable
{
    private const int Places = 12;
    private readonly SemaphoreSlim _free = new(Places);
    private readonly ConcurrentDictionary<string, RateLimit> _limits = new(StringComparer.Ordinal);

    /// <summary>Takes a place without waiting, since waiting would hold the activity's; false when none is free.</summary>
    public bool TryTake() => _free.Wait(0);

    /// <summary>Gives a place back.</summary>
    public void GiveBack() => _free.Release();

    /// <summary>The bound that all fetches of a source share.</summary>
    internal RateLimit LimitOf(string source, long bytesPerSecond, TimeProvider time) =>
        _limits.GetOrAdd(source, _ => new RateLimit(bytesPerSecond, time));

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();
}
