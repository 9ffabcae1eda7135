using LocalFunctions.KillCampaign.Journals;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.KillCampaign.Target;

/// <summary>Writes down what the engine reports as an error, but orchestrations that fail: some are to.</summary>
internal sealed class FaultLog(Journal journal) : ILoggerFactory, ILogger
{
    private const int OrchestrationFailed = 12;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel) && eventId.Id != OrchestrationFailed)
        {
            journal.Write(new JournalEntry(JournalKind.Fault, $"{formatter(state, exception)} {exception}"));
        }
    }

    public void Dispose()
    {
    }
}
