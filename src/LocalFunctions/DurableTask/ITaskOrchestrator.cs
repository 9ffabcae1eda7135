namespace LocalFunctions.DurableTask;

/// <summary>
/// An orchestrator as the engine sees it. Derive from <see cref="TaskOrchestrator{TInput, TOutput}"/> instead.
/// </summary>
public interface ITaskOrchestrator
{
    /// <summary>The type that the input is read as.</summary>
    Type InputType { get; }

    /// <summary>The type of the result.</summary>
    Type OutputType { get; }

    /// <summary>Runs the orchestrator, from its start on every turn.</summary>
    Task<object?> RunAsync(TaskOrchestrationContext context, object? input);
}
