namespace LocalFunctions.DurableTask;

/// <summary>Makes orchestrators of delegates.</summary>
public static class FuncTaskOrchestrator
{
    /// <summary>An orchestrator that calls the delegate.</summary>
    public static TaskOrchestrator<TInput, TOutput> Create<TInput, TOutput>(
        Func<TaskOrchestrationContext, TInput, Task<TOutput>> implementation)
        => new Implementation<TInput, TOutput>(Check.NotNull(implementation));

    private sealed class Implementation<TInput, TOutput>(
        Func<TaskOrchestrationContext, TInput, Task<TOutput>> implementation)
        : TaskOrchestrator<TInput, TOutput>
    {
        public override Task<TOutput> RunAsync(TaskOrchestrationContext context, TInput input)
            => implementation(context, input);
    }
}
