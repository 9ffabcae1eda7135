namespace FunctionsExport.Emulators.Processes;

/// <summary>A process could not be started, ended early or did not get ready; the message has its last lines.</summary>
internal sealed class ChildProcessException : Exception
{
    public ChildProcessException(string message)
        : base(message)
    {
    }

    public ChildProcessException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public ChildProcessException()
    {
    }
}
