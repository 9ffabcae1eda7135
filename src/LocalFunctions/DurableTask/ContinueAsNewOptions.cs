namespace LocalFunctions.DurableTask;

/// <summary>Options for continuing as new.</summary>
public class ContinueAsNewOptions
{
    /// <summary>The input of the next generation.</summary>
    public object? NewInput { get; set; }

    /// <summary>
    /// Whether external events that nobody has waited for are kept for the next generation; they are by default.
    /// </summary>
    public bool PreserveUnprocessedEvents { get; set; } = true;

    /// <summary>The version of the next generation; <see langword="null"/> or blank keeps the present one.</summary>
    public string? NewVersion { get; set; }
}
