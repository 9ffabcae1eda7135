using Azure;

namespace FunctionsExport.Catalog;

/// <summary>Tells failures of Blob Storage from other exceptions.</summary>
public static class StorageFailure
{
    /// <summary>
    /// The failed request behind an exception; null when there is none. The client throws an aggregate of all tries when it has
    /// retried in vain.
    /// </summary>
    public static RequestFailedException? Find(Exception exception) => exception switch
    {
        RequestFailedException e => e,
        AggregateException e => e.InnerExceptions.Select(Find).FirstOrDefault(f => f is not null),
        _ => null,
    };
}
