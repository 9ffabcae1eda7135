namespace LocalFunctions.Hosting.Invocation;

/// <summary>The cancellation of one invocation.</summary>
internal sealed class InvocationToken : IDisposable
{
    private readonly CancellationTokenSource? _timeout;
    private readonly CancellationTokenSource _linked;
    private readonly Action<InvocationToken> _ended;

    public InvocationToken(
        TimeSpan? timeout, TimeProvider time, ReadOnlySpan<CancellationToken> others, Action<InvocationToken> ended)
    {
        _ended = ended;
        _timeout = timeout is { } limit ? new CancellationTokenSource(limit, time) : null;
        _linked = CancellationTokenSource.CreateLinkedTokenSource([.. others, _timeout?.Token ?? CancellationToken.None]);
    }

    public CancellationToken Token => _linked.Token;

    /// <summary>Whether the function timeout has passed.</summary>
    public bool HasTimedOut => _timeout?.IsCancellationRequested == true;

    public void Dispose()
    {
        _ended(this);
        _linked.Dispose();
        _timeout?.Dispose();
    }
}
