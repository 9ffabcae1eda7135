using Azure;

namespace FunctionsExport.Catalog;

/// <summary>Tells failures of Blob Storage from other exceptions.</summary>
public static class StorageFailure
{
    /// <summary>
    /// The failed request behind an exception; null when there is none. The client throws an aggregate of all tries when it has
    /// retried in vain; when none of them had an answer, the status is 0.
    /// </summary>
    public static RequestFailedException? Find(Exception exception) => exception switch
    {
        RequestFailedException e => e,
        AggregateException e => e.InnerExceptions.Select(Find).FirstOrDefault(f => f is not null)
            ?? (e.InnerExceptions.Count > 0 && e.InnerExceptions.All(IsTimeout)
                ? new RequestFailedException(0, "No try was answered in time.", e)
                : null),
        _ => null,
    };

    private static bool IsTimeout(Exception exception) => exception is OperationCanceledException or TimeoutException;
}
