namespace LocalFunctions.DurableTask;

/// <summary>Hands an input that the engine has read to the typed method of a task.</summary>
internal static class TaskInput
{
    /// <exception cref="ArgumentException">The input is of another type.</exception>
    public static TInput As<TInput>(object? input)
        => input switch
        {
            TInput typed => typed,
            null => default!,
            _ => throw new ArgumentException(
                $"Input type '{input.GetType()}' does not match expected type '{typeof(TInput)}'.", nameof(input)),
        };
}
