namespace FunctionsExport.Providers.TencentCrs.Api;

/// <summary>The API's time: this machine's, corrected when the API has refused it. It takes five minutes either way.</summary>
internal sealed class ServerClock(TimeProvider time)
{
    // Less is no reason for a refusal, and a Date header has whole seconds.
    private static readonly TimeSpan Noticeable = TimeSpan.FromMinutes(1);

    private long _offset;

    /// <summary>The API's time, as far as it is known.</summary>
    public DateTimeOffset Now => time.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    /// <summary>Sets the clock by an answer that has refused the time of its request, when they differ enough.</summary>
    /// <param name="sent">The time that the request carried.</param>
    /// <param name="date">The server's time in its answer; null when it has none.</param>
    public void Correct(DateTimeOffset sent, DateTimeOffset? date)
    {
        if (date is not null && (date.Value - sent).Duration() >= Noticeable)
        {
            Interlocked.Exchange(ref _offset, (date.Value - time.GetUtcNow()).Ticks);
        }
    }
}
