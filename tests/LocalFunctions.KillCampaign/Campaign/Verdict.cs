using LocalFunctions.KillCampaign.Journals;
using LocalFunctions.KillCampaign.Target;
using LocalFunctions.KillCampaign.Workload;

namespace LocalFunctions.KillCampaign.Campaign;

/// <summary>Finds what a round has lost or done twice.</summary>
internal static class Verdict
{
    /// <summary>What a store lacks right after a kill: instances whose start has been acknowledged.</summary>
    public static IEnumerable<string> OfDeath(IReadOnlyList<Script> scripts, IReadOnlyList<JournalEntry> journal, StoreImage store)
    {
        var asked = Subjects(journal, JournalKind.Asked);
        var acknowledged = Subjects(journal, JournalKind.Acknowledged);
        var lost = scripts
            .SelectMany(script => script.Steps)
            .GroupBy(step => step.Instance)
            .Where(steps => IsThere(steps, asked, acknowledged) && !store.Instances.Contains(steps.Key))
            .Select(steps => $"{steps.Key}: its start was acknowledged, and it is not in the store after the kill");
        return [.. store.Faults, .. lost];
    }

    /// <summary>What differs from the undisturbed run.</summary>
    public static IEnumerable<string> OfResults(
        IReadOnlyList<InstanceResult> expected, IReadOnlyList<InstanceResult> actual, EventAsks asks)
    {
        // A child without a name of its own gets its id from the time: it is known by what it is.
        var wanted = expected.Select(NameOf).Order(StringComparer.Ordinal).ToList();
        var found = actual.Select(NameOf).Order(StringComparer.Ordinal).ToList();
        if (!wanted.SequenceEqual(found))
        {
            yield return $"instances: missing [{string.Join(", ", wanted.Except(found))}], "
                + $"too many [{string.Join(", ", found.Except(wanted))}], {found.Count} instead of {wanted.Count}";
            yield break;
        }

        foreach (var (one, other) in expected.OrderBy(NameOf, StringComparer.Ordinal)
            .Zip(actual.OrderBy(NameOf, StringComparer.Ordinal)))
        {
            foreach (var fault in ResultComparison.Of(one, other, asks))
            {
                yield return fault;
            }
        }
    }

    /// <summary>Activities that have run although their result was in the store, or that of a later one.</summary>
    public static IEnumerable<string> OfRuns(IReadOnlyList<JournalEntry> journal, IReadOnlyList<Death> deaths)
    {
        var furthest = new Dictionary<string, int>();
        for (var position = 0; position < journal.Count; position++)
        {
            var entry = journal[position];
            if (entry.Kind != JournalKind.ActivityStarted)
            {
                continue;
            }

            if (deaths.Any(death => death.JournalLength <= position
                && entry.WorkId <= death.Store.LastWork
                && !death.Store.OpenWork.Contains(entry.WorkId)))
            {
                yield return $"{entry.Subject}: activity {entry.WorkId} has run again after its result was stored";
            }

            var last = furthest.GetValueOrDefault(entry.Subject);
            if (entry.Order < last)
            {
                yield return $"{entry.Subject}: its activity {entry.Order} has run again after activity {last}";
            }

            furthest[entry.Subject] = Math.Max(last, entry.Order);
        }
    }

    private static bool IsThere(IEnumerable<Step> steps, HashSet<string> asked, HashSet<string> acknowledged)
    {
        var isThere = false;
        foreach (var step in steps.Where(step => asked.Contains(step.Key)))
        {
            isThere = step.Kind switch
            {
                StepKind.Start => acknowledged.Contains(step.Key),
                StepKind.Purge => false,
                _ => isThere,
            };
        }

        return isThere;
    }

    private static string NameOf(InstanceResult instance)
        => Guid.TryParseExact(instance.Id, "N", out _) ? $"({instance.Name})" : instance.Id;

    private static HashSet<string> Subjects(IReadOnlyList<JournalEntry> journal, JournalKind kind)
        => [.. journal.Where(entry => entry.Kind == kind).Select(entry => entry.Subject)];
}
