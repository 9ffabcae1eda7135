using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Engine;

/// <summary>A log that cannot be written, such as a file on a full disk.</summary>
internal sealed class ThrowingLog(string? category = null) : ILoggerProvider, ILogger
{
    private int _calls;

    public int Calls => _calls;

    public ILogger CreateLogger(string categoryName)
        => category is null || categoryName == category
            ? this
            : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => throw Fault();

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => throw Fault();

    public void Dispose()
    {
    }

    private IOException Fault()
    {
        Interlocked.Increment(ref _calls);
        return new IOException("No space left on device");
    }
}
