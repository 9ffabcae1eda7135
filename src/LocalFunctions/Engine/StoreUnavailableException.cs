namespace LocalFunctions.Hosting;

/// <summary>
/// The store cannot be used at the moment: its disk is full or faulty, or another program has locked it. What was asked for
/// has not been done and may be asked for again.
/// </summary>
public sealed class StoreUnavailableException : IOException
{
    /// <summary>The exception with a message and what SQLite said.</summary>
    /// <param name="message">Which store, and what is the matter.</param>
    /// <param name="innerException">What SQLite said.</param>
    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Which store, and what is the matter, without a word of the request.</summary>
    internal string Reason { get; init; } = "";
}
