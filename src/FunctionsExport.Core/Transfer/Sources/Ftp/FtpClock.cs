using System.Net.Sockets;
using System.Security.Authentication;

namespace FunctionsExport.Transfer.Sources.Ftp;

/// <summary>Gives each step of a conversation its time, and turns what can go wrong in one into an <see cref="FtpException"/>.</summary>
internal sealed class FtpClock(TimeSpan timeout, TimeProvider time)
{
    /// <summary>Runs a step.</summary>
    /// <param name="what">The step, as the beginning of a sentence.</param>
    /// <param name="step">The step; it must end when its token says so.</param>
    /// <param name="cancellationToken">The caller's own.</param>
    public async Task<T> RunAsync<T>(string what, Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await step(stop.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FtpException(FtpFailure.TimedOut, $"{what} has taken longer than {timeout:c}.", innerException: e);
        }
        catch (Exception e) when (e is IOException and not FtpException or SocketException or ObjectDisposedException
            or AuthenticationException)
        {
            throw new FtpException(FtpFailure.Broken, $"{what} has failed: the connection broke.", innerException: e);
        }
    }

    /// <summary>Runs a step that has no result.</summary>
    public Task RunAsync(string what, Func<CancellationToken, Task> step, CancellationToken cancellationToken) =>
        RunAsync(
            what,
            async token =>
            {
                await step(token);
                return true;
            },
            cancellationToken);
}
