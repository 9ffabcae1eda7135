using FunctionsExport.Providers;
using FunctionsExport.Providers.RedisEnterprise;

namespace FunctionsExport.Tests.Providers.RedisEnterprise;

public sealed class BeforeSendingTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(RequestFate.Answered)]
    [InlineData(RequestFate.Unanswered)]
    public async Task Fault_of_another_request_is_none_of_the_one_to_come(RequestFate fate)
    {
        var fault = new ExportFault(FaultCodes.DestinationDenied, "No token.");

        var thrown = await Assert.ThrowsAsync<ExportFaultException>(() => BeforeSending.RunAsync<int>(
            _ => throw new ExportFaultException(fault, fate), Long, TimeProvider.System, CancellationToken.None));

        Assert.Equal((fault, RequestFate.NotSent), (thrown.Fault, thrown.Fate));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(-1)]
    public async Task Work_that_takes_too_long_has_sent_nothing_and_may_be_repeated(int milliseconds)
    {
        var thrown = await Assert.ThrowsAsync<ExportFaultException>(() => BeforeSending.RunAsync(
            WaitAsync, TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, CancellationToken.None));

        Assert.Equal((RequestFate.NotSent, true), (thrown.Fate, thrown.Fault.Retry));
    }

    [Fact]
    public async Task Host_that_stops_is_no_fault()
    {
        using var stop = new CancellationTokenSource();
        var work = BeforeSending.RunAsync(WaitAsync, Long, TimeProvider.System, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
    }

    private static async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return 0;
    }
}
