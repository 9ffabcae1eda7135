namespace LocalFunctions.DurableTask.Core.Exceptions;

/// <summary>An instance of the given id exists, in a status that the caller's dedupe statuses name.</summary>
public class OrchestrationAlreadyExistsException : Exception
{
    public OrchestrationAlreadyExistsException()
    {
    }

    public OrchestrationAlreadyExistsException(string message)
        : base(message)
    {
    }

    public OrchestrationAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
