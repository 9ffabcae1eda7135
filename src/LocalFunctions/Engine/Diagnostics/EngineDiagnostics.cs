using Microsoft.Extensions.Logging;

namespace LocalFunctions.Engine.Diagnostics;

/// <summary>What tells an operator how the engine does.</summary>
internal sealed class EngineDiagnostics(ILogger logger, string hub) : IDisposable
{
    public ILogger Logger { get; } = logger;

    public TrapLog Traps { get; } = new(logger);

    public EngineMetrics Metrics { get; } = new(hub);

    public EngineTracing Tracing { get; } = new();

    public void Dispose()
    {
        Tracing.Dispose();
        Metrics.Dispose();
    }
}
