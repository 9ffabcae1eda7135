using FunctionsExport.Retention;
using FunctionsExport.Tests.Activities.Support;
using FunctionsExport.Tests.Support;
using LocalFunctions.DurableTask.Client;
using Moq;

namespace FunctionsExport.Tests.Retention;

public sealed class HistoryPurgeTests
{
    private readonly Mock<DurableTaskClient> _client = new("test");
    private readonly List<PurgeInstancesFilter> _filters = [];

    public HistoryPurgeTests() => _client
        .Setup(c => c.PurgeAllInstancesAsync(It.IsAny<PurgeInstancesFilter>(), It.IsAny<CancellationToken>()))
        .Callback((PurgeInstancesFilter filter, CancellationToken _) => _filters.Add(filter))
        .ReturnsAsync(new PurgeResult(1));

    [Fact]
    public async Task Ended_orchestrations_alone_are_purged_and_not_all_at_once()
    {
        var now = DateTimeOffset.UtcNow;
        await RunAsync(setting: null, hostPurges: false);

        var filter = Assert.Single(_filters);
        Assert.Equal(
            [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated],
            filter.Statuses!);
        Assert.Equal(DateTimeOffset.UnixEpoch, filter.CreatedFrom);
        Assert.InRange(filter.CreatedTo!.Value, now.AddDays(-30), DateTimeOffset.UtcNow.AddDays(-30));
        Assert.NotNull(filter.Timeout);
    }

    [Theory]
    [InlineData(null, false, 30.0)]
    [InlineData(null, true, null)]
    [InlineData(7.0, false, 7.0)]
    [InlineData(7.0, true, 7.0)]
    [InlineData(-1.0, false, null)]
    public async Task Host_that_purges_by_itself_is_left_to_it_unless_a_time_is_set(double? setting, bool hostPurges, double? age)
    {
        TimeSpan? time = setting switch { null => null, < 0 => Timeout.InfiniteTimeSpan, _ => TimeSpan.FromDays(setting.Value) };

        await RunAsync(time, hostPurges);

        Assert.Equal(age is null ? 0 : 1, _filters.Count);
        Assert.All(_filters, f => Assert.InRange(
            DateTimeOffset.UtcNow - f.CreatedTo!.Value, TimeSpan.FromDays(age!.Value), TimeSpan.FromDays(age.Value + 0.1)));
    }

    private Task RunAsync(TimeSpan? setting, bool hostPurges) => new HistoryPurge(
        new ActivityTest().Settings with { HistoryRetention = setting },
        new HostTraits(hostPurges),
        TimeProvider.System,
        new LogCapture<HistoryPurge>()).RunAsync(_client.Object, CancellationToken.None);
}
