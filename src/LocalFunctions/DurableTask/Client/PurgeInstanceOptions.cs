namespace LocalFunctions.DurableTask.Client;

/// <summary>Options for purging.</summary>
/// <param name="Recursive">Has no effect: sub-orchestrations stay, as they do with the real engine.</param>
public record PurgeInstanceOptions(bool Recursive = false);
