namespace LocalFunctions.DurableTask.Core.Exceptions;

/// <summary>The orchestrator's code no longer does what its recorded history says that it did.</summary>
internal sealed class NonDeterministicOrchestrationException(string message)
    : Exception("Non-Deterministic workflow detected: " + message);
