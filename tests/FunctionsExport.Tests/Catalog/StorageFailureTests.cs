using Azure;
using FunctionsExport.Catalog;

namespace FunctionsExport.Tests.Catalog;

public sealed class StorageFailureTests
{
    private static readonly RequestFailedException Failure = new(503, "busy");

    [Fact]
    public void Failed_request_is_found_by_itself_and_among_the_tries()
    {
        Assert.Same(Failure, StorageFailure.Find(Failure));
        Assert.Same(Failure, StorageFailure.Find(new AggregateException(new IOException(), Failure)));
        Assert.Same(Failure, StorageFailure.Find(new AggregateException(new AggregateException(Failure))));
    }

    [Fact]
    public void Other_exceptions_are_none()
    {
        Assert.Null(StorageFailure.Find(new IOException("disk", Failure)));
        Assert.Null(StorageFailure.Find(new AggregateException(new IOException())));
        Assert.Null(StorageFailure.Find(new AggregateException()));
    }
}
