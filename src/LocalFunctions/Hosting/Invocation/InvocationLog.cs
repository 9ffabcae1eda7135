using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting.Invocation;

/// <summary>How invocations end that do not end well.</summary>
internal static partial class InvocationLog
{
    [LoggerMessage(1, LogLevel.Error, "Function '{Function}' failed")]
    public static partial void Failed(ILogger logger, Exception exception, string function);

    [LoggerMessage(2, LogLevel.Error, "Function '{Function}' took longer than functionTimeout and was cancelled")]
    public static partial void TimedOut(ILogger logger, Exception exception, string function);

    [LoggerMessage(3, LogLevel.Information, "Function '{Function}' was cancelled because the app stops")]
    public static partial void Stopped(ILogger logger, string function);
}
