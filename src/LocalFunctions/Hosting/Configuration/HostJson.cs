using Microsoft.Extensions.Configuration;

namespace LocalFunctions.Hosting.Configuration;

/// <summary>What this runtime reads of a host.json.</summary>
internal sealed record HostJson
{
    /// <summary>The path before every HTTP function's route, without slashes at its ends; may be empty.</summary>
    public required string RoutePrefix { get; init; }

    /// <summary>The task hub's name.</summary>
    public required string HubName { get; init; }

    /// <summary>The version of instances that are started without one; empty for none.</summary>
    public required string DefaultVersion { get; init; }

    public required int MaxConcurrentActivityFunctions { get; init; }

    public required int MaxConcurrentOrchestratorFunctions { get; init; }

    /// <summary>How long an invocation may take; null for ever.</summary>
    public required TimeSpan? FunctionTimeout { get; init; }

    /// <summary>The section <c>logging</c>, with its <c>logLevel</c>.</summary>
    public required IConfiguration Logging { get; init; }
}
