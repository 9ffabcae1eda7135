namespace LocalFunctions.DurableTask.Client;

/// <summary>Options for ending an instance.</summary>
/// <param name="Output">The instance's output.</param>
/// <param name="Recursive">Has no effect: sub-orchestrations go on, as they do with the real engine.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
