using LocalFunctions.Engine.Store;

namespace LocalFunctions.Tests.Engine.Store;

public sealed class StartPlanTests
{
    [Theory]
    [InlineData(ExecutionCounter.Highest)]
    [InlineData(InstanceTable.Ready)]
    public async Task Start_reads_no_ended_instance(string sql)
    {
        using var folder = new TemporaryStore();
        await using var store = EventStore.Open(folder.Path);

        var plan = store.Read(connection => connection.Query($"EXPLAIN QUERY PLAN {sql}", row => row.GetString(3)));

        Assert.NotEmpty(plan);
        Assert.DoesNotContain(plan, step => step.Contains("instances", StringComparison.Ordinal)
            && !step.Contains("USING COVERING INDEX", StringComparison.Ordinal)
            && !step.Contains("USING INDEX instances_to_begin", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains("history", StringComparison.Ordinal));
    }
}
