namespace LocalFunctions.DurableTask;

/// <summary>Makes activities of delegates.</summary>
public static class FuncTaskActivity
{
    /// <summary>An activity that calls the delegate.</summary>
    public static TaskActivity<TInput, TOutput> Create<TInput, TOutput>(
        Func<TaskActivityContext, TInput, Task<TOutput>> implementation)
        => new Implementation<TInput, TOutput>(Check.NotNull(implementation));

    private sealed class Implementation<TInput, TOutput>(Func<TaskActivityContext, TInput, Task<TOutput>> implementation)
        : TaskActivity<TInput, TOutput>
    {
        public override Task<TOutput> RunAsync(TaskActivityContext context, TInput input) => implementation(context, input);
    }
}
