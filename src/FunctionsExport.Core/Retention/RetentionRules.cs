using FunctionsExport.Catalog;

namespace FunctionsExport.Retention;

/// <summary>Decides what becomes of a source's exports. A pure function of what is there, the policy and the time.</summary>
public static class RetentionRules
{
    /// <summary>
    /// An export that has just ended is left alone: repeats of its last steps may still come, and what starts exports looks for it.
    /// </summary>
    public static readonly TimeSpan MinAge = TimeSpan.FromHours(1);

    /// <summary>How long an export without a manifest must not have been written to before what is left of it goes.</summary>
    public static readonly TimeSpan LeftoverAge = TimeSpan.FromDays(7);

    /// <summary>Decides on every export of a source.</summary>
    /// <param name="policy">The source's policy; null keeps everything.</param>
    /// <param name="entries">All exports of the source, in any order.</param>
    /// <param name="now">The time (UTC).</param>
    /// <returns>One decision an export, the newest first.</returns>
    public static IReadOnlyList<RetentionDecision> Decide(
        RetentionPolicy? policy, IEnumerable<RetentionEntry> entries, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(entries);
        // A policy without a rule is none.
        policy = policy is { KeepLast: null, KeepFor: null } ? null : policy;
        var sorted = entries
            .OrderByDescending(e => e.EndedAt)
            .ThenByDescending(e => e.Id.ToString(), StringComparer.Ordinal)
            .ToList();
        var there = sorted.Where(e => e is { State: not null, IsDeleting: false, IsUnreadable: false }).ToList();
        var succeeded = there.Where(e => e.State == ExportState.Succeeded).ToList();
        var proven = succeeded.Where(e => e.IsProven).ToList();
        var minimum = MinimumOf(policy, proven, succeeded);
        var last = policy?.KeepLast is { } count
            ? succeeded.Take(count).Concat(there.Where(e => e.State != ExportState.Succeeded).Take(count)).ToHashSet()
            : [];
        return [.. sorted.Select(e => new RetentionDecision(e, ReasonOf(policy, e, proven.FirstOrDefault(), minimum, last, now)))];
    }

    /// <summary>
    /// The exports that make up the minimum of proven ones. Where fewer are proven, the newest of the other succeeded ones fill it up:
    /// the last copy never goes for want of a proof.
    /// </summary>
    private static HashSet<RetentionEntry> MinimumOf(
        RetentionPolicy? policy, List<RetentionEntry> proven, List<RetentionEntry> succeeded)
    {
        var wanted = Math.Max(policy?.KeepProven ?? 0, RetentionPolicy.MinKeepProven);
        return [.. proven.Concat(succeeded.Where(e => !e.IsProven)).Take(wanted)];
    }

    private static RetentionReason ReasonOf(
        RetentionPolicy? policy,
        RetentionEntry entry,
        RetentionEntry? newestProven,
        HashSet<RetentionEntry> minimum,
        HashSet<RetentionEntry> last,
        DateTimeOffset now)
    {
        var age = now - entry.EndedAt;
        return entry switch
        {
            { IsDeleting: true } => RetentionReason.Deleting,
            { IsRunning: true } => RetentionReason.Running,
            { IsUnreadable: true } => RetentionReason.Unreadable,
            { IsHeld: true } => RetentionReason.Held,
            _ when policy is null => RetentionReason.NoPolicy,
            { State: null } => age > LeftoverAge ? RetentionReason.Leftover : RetentionReason.Unfinished,
            _ when ReferenceEquals(entry, newestProven) => RetentionReason.NewestProven,
            _ when minimum.Contains(entry) => RetentionReason.MinimumProven,
            _ when age < MinAge => RetentionReason.Recent,
            _ when last.Contains(entry) => RetentionReason.KeepLast,
            _ when age < policy.KeepFor => RetentionReason.KeepFor,
            _ => RetentionReason.Expired,
        };
    }
}
