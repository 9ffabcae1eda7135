namespace FunctionsExport.Providers.RedisEnterprise;

/// <summary>Work that comes before a request is sent, such as making credentials for it: when it fails, nothing was sent.</summary>
internal static class BeforeSending
{
    /// <summary>Does the work.</summary>
    /// <param name="work">The work; it must end when its token says so.</param>
    /// <param name="patience">How long it may take; no time at all when negative.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it before its time.</param>
    /// <exception cref="ExportFaultException">It failed or took too long: <see cref="RequestFate.NotSent"/>.</exception>
    public static async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> work, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await work(stop.Token);
        }
        catch (ExportFaultException e)
        {
            throw new ExportFaultException(e.Fault, RequestFate.NotSent, e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ExportFaultException(
                new ExportFault(
                    FaultCodes.Unavailable,
                    "Credentials for the export location cannot be made in time. Check that this app reaches the storage account, and "
                    + "what gives its identity tokens.",
                    Retry: true),
                RequestFate.NotSent,
                e);
        }
    }
}
