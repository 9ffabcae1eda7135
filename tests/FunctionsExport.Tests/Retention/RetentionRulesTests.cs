using System.Globalization;
using FunctionsExport.Catalog;
using FunctionsExport.Retention;

namespace FunctionsExport.Tests.Retention;

/// <summary>The reasons that a preview gives, one by one.</summary>
public sealed class RetentionRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RetentionPolicy LastTwo = new(KeepLast: 2, KeepFor: null);

    [Fact]
    public void Newest_are_kept_and_the_rest_goes() => AssertReasons(
        LastTwo,
        [Entry(1), Entry(2), Entry(3), Entry(4)],
        [RetentionReason.NewestProven, RetentionReason.KeepLast, RetentionReason.Expired, RetentionReason.Expired]);

    [Fact]
    public void Failures_do_not_push_out_what_succeeded() => AssertReasons(
        LastTwo,
        [.. Enumerable.Range(1, 4).Select(d => Entry(d, ExportState.Failed)), Entry(5), Entry(6), Entry(7)],
        [
            RetentionReason.KeepLast, RetentionReason.KeepLast, RetentionReason.Expired, RetentionReason.Expired,
            RetentionReason.NewestProven, RetentionReason.KeepLast, RetentionReason.Expired,
        ]);

    [Fact]
    public void Either_rule_keeps() => AssertReasons(
        new RetentionPolicy(KeepLast: 1, KeepFor: TimeSpan.FromDays(2.5)),
        [Entry(1), Entry(2), Entry(3)],
        [RetentionReason.NewestProven, RetentionReason.KeepFor, RetentionReason.Expired]);

    [Fact]
    public void Newest_proven_is_kept_however_old_and_however_many_came_after() => AssertReasons(
        new RetentionPolicy(KeepLast: 1, KeepFor: TimeSpan.FromDays(1)),
        [Entry(2, proven: false), Entry(3, proven: false), Entry(400)],
        [RetentionReason.KeepLast, RetentionReason.Expired, RetentionReason.NewestProven]);

    [Fact]
    public void Minimum_of_proven_ones_is_filled_up_with_what_succeeded() => AssertReasons(
        new RetentionPolicy(KeepLast: null, KeepFor: TimeSpan.FromDays(1), KeepProven: 2),
        [Entry(2, proven: false), Entry(3, proven: false), Entry(4), Entry(5, ExportState.Failed)],
        [RetentionReason.MinimumProven, RetentionReason.Expired, RetentionReason.NewestProven, RetentionReason.Expired]);

    [Fact]
    public void Deleted_ones_count_as_gone() => AssertReasons(
        new RetentionPolicy(KeepLast: 1, KeepFor: null),
        [Entry(1) with { Tombstone = Tombstone(TombstonePhase.Deleting) }, Entry(2), Entry(3)],
        [RetentionReason.Deleting, RetentionReason.NewestProven, RetentionReason.Expired]);

    [Fact]
    public void Intent_to_delete_binds_nobody() => AssertReasons(
        LastTwo, [Entry(1) with { Tombstone = Tombstone(TombstonePhase.Intended) }], [RetentionReason.NewestProven]);

    [Fact]
    public void Held_and_running_ones_stay() => AssertReasons(
        new RetentionPolicy(KeepLast: 1, KeepFor: null),
        [Entry(1), Entry(2) with { IsHeld = true }, Entry(3) with { IsRunning = true }, Entry(4) with { IsUnreadable = true, State = null }],
        [RetentionReason.NewestProven, RetentionReason.Held, RetentionReason.Running, RetentionReason.Unreadable]);

    [Fact]
    public void What_has_just_ended_stays()
    {
        var entries = Enumerable.Range(0, 5).Select(i => Entry(0) with { EndedAt = Now.AddMinutes(-20 * i) });

        AssertReasons(
            new RetentionPolicy(KeepLast: 1, KeepFor: null),
            [.. entries],
            [RetentionReason.NewestProven, RetentionReason.Recent, RetentionReason.Recent, RetentionReason.Expired, RetentionReason.Expired]);
    }

    [Fact]
    public void Leftovers_go_after_a_week() => AssertReasons(
        LastTwo,
        [
            Entry(6.9) with { State = null }, Entry(7.1) with { State = null }, Entry(8) with { State = null, IsRunning = true },
            Entry(9) with { State = null, IsHeld = true },
        ],
        [RetentionReason.Unfinished, RetentionReason.Leftover, RetentionReason.Running, RetentionReason.Held]);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(8, 128)]
    [InlineData(9, 168)]
    [InlineData(1000, 168)]
    public void Refused_deletion_is_tried_again_ever_more_rarely(int refusals, int hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), RefusedDelay.After(refusals));

    private static void AssertReasons(RetentionPolicy policy, RetentionEntry[] entries, RetentionReason[] reasons) => Assert.Equal(
        entries.Zip(reasons).Select(p => (p.First.Id, p.Second)),
        RetentionRules.Decide(policy, entries.Reverse(), Now).Select(d => (d.Entry.Id, d.Reason)));

    private static Tombstone Tombstone(TombstonePhase phase) => new("x", phase, Now);

    private static RetentionEntry Entry(double daysOld, ExportState state = ExportState.Succeeded, bool proven = true) => new(
        new ExportId("orders", Now.AddDays(-daysOld), ((int)(daysOld * 10)).ToString("x6", CultureInfo.InvariantCulture)),
        state,
        Now.AddDays(-daysOld),
        IsProven: proven && state == ExportState.Succeeded);
}
