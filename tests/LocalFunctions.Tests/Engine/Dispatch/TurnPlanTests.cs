using LocalFunctions.Engine.Dispatch;
using LocalFunctions.Engine.Store;

namespace LocalFunctions.Tests.Engine.Dispatch;

public sealed class TurnPlanTests
{
    [Theory]
    [InlineData("a", "a", false, true)]
    [InlineData("a S b", "a", true, true)]
    [InlineData("a S b R c", "a b c", false, true)]
    [InlineData("S", "", true, false)]
    [InlineData("R a", "a", false, true)]
    [InlineData("S R", "", false, false)]
    public void Suspension_holds_back_what_follows_it(string inbox, string told, bool suspended, bool runs)
    {
        var plan = TurnPlan.Make(Instance(OrchestrationRuntimeStatus.Running), Inbox(inbox));

        Assert.Equal(told, Names(plan));
        Assert.Equal(suspended, plan.IsSuspended);
        Assert.Equal(runs, plan.RunsCode);
    }

    [Theory]
    [InlineData("a", "", true)]
    [InlineData("a R", "a", false)]
    [InlineData("a R b S c", "a b", true)]
    public void Suspended_instance_is_told_nothing_until_it_is_resumed(string inbox, string told, bool suspended)
    {
        var plan = TurnPlan.Make(Instance(OrchestrationRuntimeStatus.Suspended), Inbox(inbox));

        Assert.Equal(told, Names(plan));
        Assert.Equal(suspended, plan.IsSuspended);
        Assert.Equal(told.Length > 0, plan.RunsCode);
    }

    [Fact]
    public void What_is_held_back_stays_in_the_inbox()
        => Assert.Equal([1, 2, 4], TurnPlan.Make(Instance(OrchestrationRuntimeStatus.Running), Inbox("a S b S")).Consumed.Order());

    [Fact]
    public void Message_for_an_earlier_execution_is_dropped()
    {
        var stale = new InboxMessage(1, 4, new HistoryEvent(HistoryEventKind.TaskCompleted, DateTime.UnixEpoch));

        var plan = TurnPlan.Make(Instance(OrchestrationRuntimeStatus.Running), [stale]);

        Assert.Equal([1], plan.Consumed);
        Assert.False(plan.RunsCode);
    }

    [Fact]
    public void Termination_outdoes_everything()
    {
        var plan = TurnPlan.Make(Instance(OrchestrationRuntimeStatus.Suspended), Inbox("a T b"));

        Assert.NotNull(plan.Termination);
        Assert.False(plan.RunsCode);
        Assert.Equal(3, plan.Consumed.Count);
    }

    [Fact]
    public void First_turn_needs_no_message_but_its_time()
    {
        var fresh = Instance(OrchestrationRuntimeStatus.Pending) with { HistoryLength = 0 };

        Assert.True(TurnPlan.Make(fresh, []).RunsCode);
        Assert.False(TurnPlan.Make(fresh with { StartAt = DateTime.MaxValue }, Inbox("a")).RunsCode);
        Assert.False(TurnPlan.Make(fresh with { Status = OrchestrationRuntimeStatus.Suspended }, []).RunsCode);
    }

    private static string Names(TurnPlan plan) => string.Join(' ', plan.Messages.Select(message => message.Name));

    private static InstanceRow Instance(OrchestrationRuntimeStatus status)
        => new() { InstanceId = "i", Name = "n", Execution = 5, HistoryLength = 3, Status = status };

    private static List<InboxMessage> Inbox(string text)
        => [.. text.Split(' ').Select((name, index) => new InboxMessage(
            index + 1,
            null,
            new HistoryEvent(
                name switch
                {
                    "S" => HistoryEventKind.ExecutionSuspended,
                    "R" => HistoryEventKind.ExecutionResumed,
                    "T" => HistoryEventKind.ExecutionTerminated,
                    _ => HistoryEventKind.EventRaised,
                },
                DateTime.UnixEpoch)
            {
                Name = name,
            }))];
}
