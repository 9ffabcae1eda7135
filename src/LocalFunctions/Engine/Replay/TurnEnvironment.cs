using LocalFunctions.Engine.Diagnostics;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Engine.Replay;

/// <summary>What all turns of an engine share.</summary>
/// <param name="LoggerFactory">Makes the orchestrators' loggers.</param>
/// <param name="DefaultVersion">The version of sub-orchestrations that are started without one.</param>
/// <param name="Traps">Told of what an orchestrator should not do.</param>
internal sealed record TurnEnvironment(ILoggerFactory LoggerFactory, string DefaultVersion, TrapLog Traps);
