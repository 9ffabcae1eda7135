using LocalFunctions.Engine.Dispatch;
using LocalFunctions.Engine.Store;

namespace LocalFunctions.Tests.Engine.Dispatch;

public sealed class HistoryCacheTests
{
    private readonly HistoryCache _cache = new();

    [Fact]
    public void History_is_found_in_its_full_length_only()
    {
        _cache.Put(1, [Failed("x")]);

        Assert.NotNull(_cache.Find(1, 1));
        Assert.Null(_cache.Find(1, 2));
        Assert.Null(_cache.Find(2, 1));
    }

    [Fact]
    public void Failures_count_for_the_size()
    {
        for (var execution = 0; execution < 20; execution++)
        {
            _cache.Put(execution, [Failed(new string('x', 2 * 1024 * 1024))]);
        }

        // 32 MiB hold eight of these; what was there before has been dropped.
        Assert.InRange(Enumerable.Range(0, 20).Count(execution => _cache.Find(execution, 1) is not null), 1, 8);
        Assert.NotNull(_cache.Find(19, 1));
    }

    private static HistoryEvent Failed(string message) => new(HistoryEventKind.TaskFailed, DateTime.UnixEpoch)
    {
        Failure = new TaskFailureDetails("T", "m", message, null, null),
    };
}
