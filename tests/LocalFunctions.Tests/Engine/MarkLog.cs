using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Engine;

/// <summary>A line that a test looks for.</summary>
internal static partial class MarkLog
{
    [LoggerMessage(1, LogLevel.Information, "{Text}")]
    public static partial void Mark(this ILogger logger, string text);
}
