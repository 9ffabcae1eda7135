using System.Globalization;
using FunctionsExport.Emulators.RedisEnterprise.Events;

namespace FunctionsExport.Emulators.RedisEnterprise.Api;

/// <summary>The filters of <c>GET /v1/logs</c>.</summary>
/// <param name="From">The earliest time; null for no limit.</param>
/// <param name="To">The latest time; null for no limit.</param>
/// <param name="Descending">Whether the newest is first.</param>
/// <param name="Limit">How many at most; null for all.</param>
/// <param name="Offset">How many are left out before the first.</param>
internal sealed record LogQuery(DateTimeOffset? From, DateTimeOffset? To, bool Descending, int? Limit, int Offset)
{
    /// <summary>The fault of the query, or null.</summary>
    public static string? Read(IQueryCollection query, out LogQuery read)
    {
        var (from, to) = (Time(query, "stime", out var wrongFrom), Time(query, "etime", out var wrongTo));
        var (limit, offset) = (Number(query, "limit", out var wrongLimit), Number(query, "offset", out var wrongOffset));
        string? order = query["order"];
        read = new LogQuery(from, to, order == "desc", limit, offset ?? 0);
        return wrongFrom ?? wrongTo ?? wrongLimit ?? wrongOffset
            ?? (order is null or "asc" or "desc" ? null : "order must be asc or desc");
    }

    public IEnumerable<ClusterEvent> Select(IEnumerable<ClusterEvent> events)
    {
        var chosen = events.Where(entry => (From is null || entry.Time >= From) && (To is null || entry.Time <= To));
        chosen = (Descending ? chosen.Reverse() : chosen).Skip(Offset);
        return Limit is { } limit ? chosen.Take(limit) : chosen;
    }

    private static DateTimeOffset? Time(IQueryCollection query, string name, out string? fault)
    {
        fault = null;
        if (!query.TryGetValue(name, out var text))
        {
            return null;
        }

        if (DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        fault = $"{name} must be a time such as 2026-01-31T12:00:00Z";
        return null;
    }

    private static int? Number(IQueryCollection query, string name, out string? fault)
    {
        fault = null;
        if (!query.TryGetValue(name, out var text))
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        fault = $"{name} must be a whole number";
        return null;
    }
}
