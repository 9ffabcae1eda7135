namespace FunctionsExport.Providers.Tencent;

/// <summary>The API's time: this machine's, corrected when the API has refused it. It takes 5 minutes either way.</summary>
internal sealed class ServerClock(TimeProvider time)
{
    // Less is no reason for a refusal, so correcting it would not help.
    private static readonly TimeSpan Noticeable = TimeSpan.FromMinutes(1);

    private long _offset;

    /// <summary>The API's time, as far as it is known.</summary>
    public DateTimeOffset Now => time.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    /// <summary>Sets the clock by a server's answer.</summary>
    /// <param name="sent">The time that the request carried.</param>
    /// <param name="date">The server's time in its answer.</param>
    /// <returns>Whether the request carried another time than it would now, so that it is worth sending again.</returns>
    public bool Correct(DateTimeOffset sent, DateTimeOffset? date)
    {
        if (date is null || (date.Value - sent).Duration() < Noticeable)
        {
            return false;
        }

        Interlocked.Exchange(ref _offset, (date.Value - time.GetUtcNow()).Ticks);
        return true;
    }
}
