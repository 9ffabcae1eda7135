namespace LocalFunctions.Hosting.Invocation;

/// <summary>Makes the cancellation tokens of invocations.</summary>
/// <param name="timeout">The function timeout; null for none.</param>
/// <param name="time">The clock of the timeout.</param>
internal sealed class InvocationTokens(TimeSpan? timeout, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Cancelled when the app begins to stop.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>
    /// Cancels <see cref="Stopping"/> at once. What functions have registered on it runs beside, and may take its time or throw: the
    /// task is theirs.
    /// </summary>
    public Task StopAsync() => _stopping.CancelAsync();

    /// <summary>
    /// A token for one invocation, cancelled when the function timeout has passed or by one of the given tokens.
    /// </summary>
    public InvocationToken Start(params ReadOnlySpan<CancellationToken> others) => new(timeout, time, others);

    public void Dispose() => _stopping.Dispose();
}
