using Microsoft.Extensions.Logging;

namespace LocalFunctions.DurableTask;

/// <summary>Makes loggers that are silent while the context replays.</summary>
internal sealed class ReplaySafeLoggerFactory(TaskOrchestrationContext context, Func<ILoggerFactory> inner) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName)
        => new ReplaySafeLogger(context, Unwrapped().CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider)
        => throw new NotSupportedException("Adding providers to the replay-safe logger factory is not supported.");

    public void Dispose()
    {
        // The host's factory is not ours to dispose of.
    }

    // A context that wraps another may offer the inner one's replay-safe factory as its own.
    private ILoggerFactory Unwrapped()
    {
        var factory = inner();
        return factory is ReplaySafeLoggerFactory wrapped ? wrapped.Unwrapped() : factory;
    }
}
