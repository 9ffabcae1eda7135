using LocalFunctions.KillCampaign.Campaign;
using LocalFunctions.KillCampaign.Journals;
using LocalFunctions.KillCampaign.Target;
using LocalFunctions.KillCampaign.Workload;

namespace LocalFunctions.Tests.KillCampaign;

/// <summary>What the campaign would miss, it would call safe: each kind of loss is shown to it once.</summary>
public sealed class VerdictTests
{
    private static readonly IReadOnlyList<Script> Plan =
        [new Script("a").Start("Collector", 2).Raise(0, 2).End().Purge(), new Script("b").Raise(0, 1).Start("Collector", 1)];

    [Fact]
    public void Acknowledged_start_that_is_not_in_the_store_is_found()
    {
        var journal = Journal("ask a/0", "ack a/0", "ask b/0", "ack b/0", "ask b/1");

        var fault = Assert.Single(Verdict.OfDeath(Plan, journal, Store()));

        Assert.StartsWith("a:", fault, StringComparison.Ordinal);
        Assert.Empty(Verdict.OfDeath(Plan, journal, Store() with { Instances = new HashSet<string> { "a" } }));
    }

    [Fact]
    public void Instance_whose_purge_was_asked_for_may_be_gone()
        => Assert.Empty(Verdict.OfDeath(Plan, Journal("ask a/0", "ack a/0", "ask a/4"), Store()));

    [Fact]
    public void Fault_of_the_store_is_found()
        => Assert.Equal(["torn"], Verdict.OfDeath(Plan, [], Store() with { Faults = ["torn"] }));

    [Theory]
    [InlineData("[0,1]", 1, true)]
    [InlineData("[0,0,1]", 2, true)]
    [InlineData("[0,0,1]", 1, false)]
    [InlineData("[0,0,0,1]", 2, false)]
    [InlineData("[1]", 2, false)]
    [InlineData("[1,0]", 2, false)]
    [InlineData("[0,1,0]", 2, false)]
    public void Event_comes_as_often_as_it_was_asked_for_and_in_its_order(string received, int asks, bool isRight)
    {
        var journal = Journal([.. Enumerable.Repeat("ask a/1", asks), "ask a/2"]);

        var faults = Verdict.OfResults([Ended("[0,1]")], [Ended(received)], new EventAsks(Plan, journal));

        Assert.Equal(isRight, !faults.Any());
    }

    [Fact]
    public void Undisturbed_events_out_of_order_are_found()
    {
        Assert.Empty(ResultComparison.OfUndisturbed([Ended("[0,1,2]"), Ended("[]")]));
        Assert.Single(ResultComparison.OfUndisturbed([Ended("[0,2,1]"), Ended("[0,1]")]));
    }

    [Fact]
    public void Other_result_status_custom_status_or_failure_is_found()
    {
        var expected = Ended("[]");
        InstanceResult[] others =
        [
            expected with { Output = """{"value":"y","received":[]}""" },
            expected with { Status = OrchestrationRuntimeStatus.Failed },
            expected with { CustomStatus = "2" },
            expected with { Failure = "Fault: boom" },
        ];

        Assert.All(others, other => Assert.NotEmpty(Compare([expected], [other])));
    }

    [Fact]
    public void Missing_and_unexpected_instances_are_found()
    {
        var (a, b) = (Ended("[]"), Ended("[]") with { Id = "b" });
        var (child, sibling) = (a with { Id = Guid.NewGuid().ToString("N") }, a with { Id = Guid.NewGuid().ToString("N") });

        Assert.NotEmpty(Compare([a, b], [a]));
        Assert.NotEmpty(Compare([a], [a, b]));
        Assert.NotEmpty(Compare([a, child], [a, child, sibling]));
        Assert.Empty(Compare([a, child], [a, sibling]));
    }

    [Fact]
    public void Activity_that_runs_again_after_its_result_was_stored_is_found()
    {
        JournalEntry[] journal = [Run(work: 1, order: 0), Run(work: 2, order: 0), Run(work: 2, order: 0)];
        var death = new Death(2, Store() with { LastWork = 2, OpenWork = new HashSet<long> { 2 } });

        Assert.Empty(Verdict.OfRuns(journal, [death]));
        Assert.Single(Verdict.OfRuns([.. journal, Run(work: 1, order: 0)], [death]));
    }

    [Fact]
    public void Activity_that_runs_again_after_a_later_one_is_found()
        => Assert.Single(Verdict.OfRuns([Run(work: 1, order: 0), Run(work: 2, order: 1), Run(work: 3, order: 0)], []));

    [Fact]
    public void Line_of_the_journal_that_a_kill_has_cut_is_left_out()
    {
        using var folder = new Hosting.TempFolder().With("journal", """{"Kind":1,"Subject":"a/0"}""" + "\n" + """{"Kind":1,"Sub""");
        var path = System.IO.Path.Combine(folder.Path, "journal");
        using (var journal = LocalFunctions.KillCampaign.Journals.Journal.Open(path))
        {
            journal.Write(new JournalEntry(JournalKind.Acknowledged, "a/1"));
        }

        Assert.Equal(
            ["a/0", "a/1"],
            LocalFunctions.KillCampaign.Journals.Journal.Read(path).Select(entry => entry.Subject));
    }

    private static List<string> Compare(InstanceResult[] expected, InstanceResult[] actual)
        => [.. Verdict.OfResults(expected, actual, new EventAsks(Plan, []))];

    private static InstanceResult Ended(string received) => new(
        "a", "Collector", OrchestrationRuntimeStatus.Completed, $$"""{"value":"x","received":{{received}}}""", "1", null);

    private static StoreImage Store() => new();

    private static JournalEntry Run(long work, int order)
        => new(JournalKind.ActivityStarted, "a/0") { WorkId = work, Order = order };

    private static JournalEntry[] Journal(params string[] lines)
        => [.. lines.Select(line => new JournalEntry(
            line.StartsWith("ask", StringComparison.Ordinal) ? JournalKind.Asked : JournalKind.Acknowledged, line[4..]))];
}
