using Azure;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Activities.Support;

namespace FunctionsExport.Tests.Activities;

public sealed class ActivityFrameTests
{
    private readonly ActivityTest _test = new();

    [Fact]
    public async Task Value_is_the_result()
    {
        var result = await _test.Frame.RunAsync("Check", ActivityTest.Id, "orders", source => Task.FromResult(source.Name));

        Assert.Equal(("orders", null), (result.Value, result.Fault));
        Assert.Empty(_test.Log.Lines);
    }

    [Fact]
    public async Task Fault_is_a_result_too_and_logged()
    {
        var fault = new ExportFault(FaultCodes.DatabaseBusy, "It is busy.", Retry: true, ProviderCode: "409");

        var result = await _test.Frame.RunAsync<int>(
            "Check", ActivityTest.Id, "orders", _ => throw new ExportFaultException(fault));

        Assert.Equal((0, fault), (result.Value, result.Fault));
        Assert.Equal(
            [$"Warning: Check of {ActivityTest.Id}: database-busy. It is busy. (provider: 409)"], _test.Log.Lines);
    }

    [Fact]
    public async Task Source_that_is_not_configured_is_a_fault()
    {
        var result = await _test.Frame.RunAsync("Check", ActivityTest.Id, "sessions", _ => Task.FromResult(1));

        Assert.Equal(FaultCodes.UnknownSource, result.Fault!.Code);
        Assert.False(result.Fault.Retry);
        Assert.Contains("Export__Sources__sessions", result.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_exception_is_thrown_on_with_its_type_only()
    {
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => _test.Frame.RunAsync<int>(
            "Check", ActivityTest.Id, "orders", _ => throw new FormatException("The password " + ActivityTest.Secret)));

        Assert.Equal($"Check of {ActivityTest.Id} failed: FormatException", thrown.Message);
        Assert.Null(thrown.InnerException);
        Assert.Equal([$"Error: Check of {ActivityTest.Id} failed with FormatException: The password ***"], _test.Log.Lines);
    }

    [Fact]
    public async Task Failure_of_the_storage_is_thrown_on_with_its_code()
    {
        var failure = new RequestFailedException(403, "sig=" + ActivityTest.Secret, "AuthorizationFailure", null);

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(
            () => _test.Frame.RunAsync<int>("Check", ActivityTest.Id, () => throw failure));
        var ofTries = await Assert.ThrowsAsync<InvalidOperationException>(
            () => _test.Frame.RunAsync<int>("Check", ActivityTest.Id, () => throw new AggregateException(failure, failure)));

        Assert.Equal(
            $"Check of {ActivityTest.Id} failed: RequestFailedException Blob Storage, AuthorizationFailure", thrown.Message);
        Assert.EndsWith("AggregateException Blob Storage, AuthorizationFailure", ofTries.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_test.Log.Lines, l => l.Contains(ActivityTest.Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancellation_is_thrown_on()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => _test.Frame.RunAsync<int>(
            "Check", ActivityTest.Id, "orders", _ => throw new OperationCanceledException()));

        Assert.Empty(_test.Log.Lines);
    }
}
