using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Hosting;

public sealed record LogEntry(LogLevel Level, string Category, string Message, Exception? Exception);
