namespace FunctionsExport.Emulators.RedisEnterprise.Databases;

/// <summary>Times in whole seconds that are never the same twice: what sets the files of two runs apart.</summary>
internal sealed class StampSequence(TimeProvider time)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private DateTimeOffset _last;

    /// <summary>The current second, later than the last.</summary>
    public async Task<DateTimeOffset> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            var stamp = WholeSeconds(now);
            if (stamp > _last)
            {
                return _last = stamp;
            }

            await Task.Delay(_last + Second - now, time, cancellationToken);
        }
    }

    /// <summary>The current second, which the next stamp will exceed: two runs never end at the same time, in seconds.</summary>
    public DateTimeOffset End() => _last = WholeSeconds(time.GetUtcNow());

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) =>
        new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
}
