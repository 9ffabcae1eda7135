using System.Collections.Concurrent;
using LocalFunctions.Hosting.Indexing;

namespace LocalFunctions.Hosting.Invocation;

/// <summary>Makes the cancellation tokens of invocations, and knows by them what runs.</summary>
internal sealed class InvocationTokens : IDisposable
{
    private readonly TimeSpan? _timeout;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<InvocationToken, FunctionDescriptor> _running = new();

    /// <summary>Makes tokens.</summary>
    /// <param name="timeout">The function timeout; null for none.</param>
    /// <param name="time">The clock of the timeout.</param>
    public InvocationTokens(TimeSpan? timeout, TimeProvider time)
    {
        (_timeout, _time) = (timeout, time);
        Stopping = _stopping.Token;
    }

    /// <summary>Cancelled when the app begins to stop; it still says so after this is disposed of, to what runs on.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>The function of each invocation whose token has not been disposed of.</summary>
    public IReadOnlyList<FunctionDescriptor> Running => [.. _running.Values];

    /// <summary>
    /// Cancels <see cref="Stopping"/> at once. What functions have registered on it runs beside, and may take its time or throw: the
    /// task is theirs.
    /// </summary>
    public Task StopAsync() => _stopping.CancelAsync();

    /// <summary>
    /// A token for one invocation of a function, cancelled when the function timeout has passed or by one of the given tokens;
    /// disposed of when the invocation has ended.
    /// </summary>
    public InvocationToken Start(FunctionDescriptor function, params ReadOnlySpan<CancellationToken> others)
    {
        var token = new InvocationToken(_timeout, _time, others, ended => _running.TryRemove(ended, out _));
        _running[token] = function;
        return token;
    }

    public void Dispose() => _stopping.Dispose();
}
