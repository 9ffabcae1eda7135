using System.Globalization;
using FunctionsExport.Catalog;
using FunctionsExport.Retention;

namespace FunctionsExport.Tests.Retention;

/// <summary>
/// Thousands of random catalogues and policies. What must never go is told here one export at a time, by counting, and not as the
/// rules do it.
/// </summary>
public sealed class RetentionModelTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Exactly_what_nothing_protects_goes(int seed)
    {
        var random = new Random(seed);
        var deleted = 0;
        for (var round = 0; round < 250; round++)
        {
            var policy = Policy(random);
            var entries = Enumerable.Range(0, random.Next(0, 40)).Select(i => Entry(random, i)).ToList();

            var decisions = RetentionRules.Decide(policy, Shuffled(entries, random), Now);

            Assert.Equal(entries.Count, decisions.Count);
            foreach (var decision in decisions)
            {
                var wanted = Goes(policy, decision.Entry, entries);
                Assert.True(
                    wanted == decision.IsDeleted, $"Seed {seed}, round {round}: {decision} with {policy} of {string.Join('\n', entries)}");
                deleted += wanted ? 1 : 0;
            }
        }

        Assert.True(deleted > 100);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Year_of_runs_keeps_the_promises_at_every_one(int seed)
    {
        var random = new Random(seed);
        var policy = Policy(random)!;
        var entries = new List<RetentionEntry>();
        var now = Now;
        var most = 0;
        for (var run = 0; run < 400; run++)
        {
            now += TimeSpan.FromHours(random.Next(1, 40));
            for (var i = random.Next(0, 4); i > 0; i--)
            {
                entries.Add(Entry(random, run * 10 + i) with { EndedAt = now.AddMinutes(-random.Next(0, 600)), Tombstone = null });
            }

            entries = [.. entries.Select(e => random.Next(30) > 0 ? e : e with { IsHeld = !e.IsHeld })
                .Select(e => e.IsRunning && random.Next(3) == 0 ? e with { IsRunning = false } : e)];
            most = Math.Max(most, Proven(entries).Count());

            var kept = RetentionRules.Decide(policy, entries, now).Where(d => !d.IsDeleted).Select(d => d.Entry).ToList();

            Assert.Equal(
                Math.Min(Proven(entries).Count(), policy.KeepProven),
                Math.Min(Proven(kept).Count(), policy.KeepProven));
            Assert.Equal(Proven(entries).MaxBy(Order), Proven(kept).MaxBy(Order));
            Assert.All(entries.Where(e => e.IsHeld || e.IsRunning || e.IsUnreadable), e => Assert.Contains(e, kept));

            // What is left stays, were the same run to come again.
            Assert.DoesNotContain(RetentionRules.Decide(policy, kept, now), d => d.IsDeleted);
            entries = kept;
        }

        Assert.True(most > policy.KeepProven);
    }

    [Fact]
    public void Without_a_policy_nothing_goes()
    {
        var random = new Random(1);
        var entries = Enumerable.Range(0, 500).Select(i => Entry(random, i) with { Tombstone = null }).ToList();

        foreach (var policy in new[] { null, new RetentionPolicy(KeepLast: null, KeepFor: null) })
        {
            Assert.DoesNotContain(RetentionRules.Decide(policy, entries, Now), d => d.IsDeleted);
        }
    }

    /// <summary>Whether an export goes, looked at by itself.</summary>
    private static bool Goes(RetentionPolicy? policy, RetentionEntry entry, List<RetentionEntry> all)
    {
        if (entry.IsDeleting)
        {
            return true;
        }

        if (entry.IsRunning || entry.IsHeld || entry.IsUnreadable || policy is null)
        {
            return false;
        }

        var age = Now - entry.EndedAt;
        if (entry.State is null)
        {
            return age > TimeSpan.FromDays(7);
        }

        var peers = all.Where(e => e.State is not null && !e.IsDeleting && !e.IsUnreadable).ToList();
        int Newer(Func<RetentionEntry, bool> which) =>
            peers.Count(p => which(p) && string.CompareOrdinal(Order(p), Order(entry)) > 0);

        var succeeded = entry.State == ExportState.Succeeded;
        bool IsProven(RetentionEntry e) => e.State == ExportState.Succeeded && e.IsProven;
        var isMinimum = IsProven(entry)
            ? Newer(IsProven) < policy.KeepProven
            : succeeded && peers.Count(IsProven) + Newer(e => e.State == ExportState.Succeeded && !e.IsProven) < policy.KeepProven;
        var isLast = Newer(e => e.State == ExportState.Succeeded == succeeded) < policy.KeepLast;
        return !isMinimum && !isLast && !(age < policy.KeepFor) && age >= TimeSpan.FromHours(1);
    }

    private static IEnumerable<RetentionEntry> Proven(IEnumerable<RetentionEntry> entries) =>
        entries.Where(e => e is { State: ExportState.Succeeded, IsProven: true, IsDeleting: false, IsUnreadable: false });

    private static string Order(RetentionEntry entry) =>
        string.Create(CultureInfo.InvariantCulture, $"{entry.EndedAt:O} {entry.Id}");

    private static RetentionPolicy? Policy(Random random)
    {
        int? last = random.Next(3) == 0 ? null : random.Next(1, 12);
        TimeSpan? time = last is not null && random.Next(3) == 0 ? null : TimeSpan.FromHours(random.Next(1, 24 * 30));
        return new RetentionPolicy(last, time, random.Next(1, 5));
    }

    private static RetentionEntry Entry(Random random, int index)
    {
        // Few different times, so that some are the same.
        var ended = Now.AddHours(-random.Next(0, 24 * 40)).AddMinutes(random.Next(2) * random.Next(60));
        var id = new ExportId("orders", ended.AddMinutes(-5), index.ToString("x6", CultureInfo.InvariantCulture));
        var unreadable = random.Next(15) == 0;
        ExportState? state = unreadable || random.Next(8) == 0
            ? null
            : random.Next(3) > 0 ? ExportState.Succeeded : ExportState.Failed + random.Next(3);
        return new RetentionEntry(
            id,
            state,
            ended,
            IsProven: state == ExportState.Succeeded && random.Next(3) > 0,
            IsRunning: random.Next(15) == 0,
            IsHeld: random.Next(10) == 0,
            IsUnreadable: unreadable,
            Tombstone: random.Next(12) == 0
                ? new Tombstone(id.ToString(), random.Next(2) == 0 ? TombstonePhase.Intended : TombstonePhase.Deleting, Now)
                : null);
    }

    private static List<RetentionEntry> Shuffled(List<RetentionEntry> entries, Random random)
    {
        var array = entries.ToArray();
        random.Shuffle(array);
        return [.. array];
    }
}
