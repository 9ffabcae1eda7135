namespace LocalFunctions.Hosting;

/// <summary>The app cannot start: an address cannot be bound, or the store cannot be opened or is another process's.</summary>
public sealed class HostStartException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="fault">A sentence that names the address or the file, and the remedy.</param>
    /// <param name="inner">What has failed.</param>
    public HostStartException(string fault, Exception inner)
        : base($"The app cannot start. {fault}", inner)
    {
    }
}
