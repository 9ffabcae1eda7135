namespace FunctionsExport.Transfer.Sources;

/// <summary>
/// At most so many bytes a second, for all who share it: a bucket that fills with time, up to a quarter of a second's bytes, and is
/// drawn on after each read.
/// </summary>
/// <param name="bytesPerSecond">At least 1.</param>
/// <param name="time">The clock.</param>
internal sealed class RateLimit(long bytesPerSecond, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly long _begin = time.GetTimestamp();

    // When the bucket was, or will be, empty: what is drawn moves it on.
    private double _emptyAt;

    /// <summary>The bound.</summary>
    public long BytesPerSecond => bytesPerSecond;

    /// <summary>The most that one read should take, so that reading stays even.</summary>
    public int LargestRead { get; } = (int)Math.Clamp(bytesPerSecond / 4, 1, 1024 * 1024);

    /// <summary>Waits until so many bytes, which have been read, are paid for.</summary>
    public Task SpendAsync(int bytes, CancellationToken cancellationToken)
    {
        double wait;
        lock (_gate)
        {
            var now = time.GetElapsedTime(_begin).TotalSeconds;
            _emptyAt = Math.Max(_emptyAt, now - 0.25) + ((double)bytes / bytesPerSecond);
            wait = _emptyAt - now;
        }

        return wait > 0 ? Task.Delay(TimeSpan.FromSeconds(wait), time, cancellationToken) : Task.CompletedTask;
    }
}
