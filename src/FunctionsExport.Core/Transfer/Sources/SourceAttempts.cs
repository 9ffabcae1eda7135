using FunctionsExport.Providers;

namespace FunctionsExport.Transfer.Sources;

/// <summary>Decides, each time that a source fails, whether it is tried again, and waits until then.</summary>
/// <param name="file">The file.</param>
/// <param name="offset">Where reading begins.</param>
internal sealed class SourceAttempts(SourceFile file, long offset)
{
    // A source that gives less between two failures than this has not moved on.
    private const int ProgressBytes = 256 * 1024;

    private long _failedAt = offset;
    private int _failures;

    /// <summary>Whether an exception is a source's.</summary>
    public static bool IsFailure(Exception error) =>
        error is ExportFaultException or IOException or UnauthorizedAccessException or TimeoutException;

    /// <summary>Waits for the next attempt.</summary>
    /// <param name="error">What has happened.</param>
    /// <param name="position">How far reading had come.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ExportFaultException">There is no next attempt.</exception>
    public async Task FailedAsync(Exception error, long position, CancellationToken cancellationToken)
    {
        if (position - _failedAt >= ProgressBytes)
        {
            _failures = 0;
        }

        _failedAt = position;
        _failures++;
        var fault = error is ExportFaultException known ? known.Fault : new ExportFault(
            FaultCodes.Unavailable, $"Reading {file.Name} from the export location failed.", Retry: true);
        var (retries, time) = (file.Options.SourceRetries, file.Options.Time);
        // What has been read too far cannot be gone on with.
        var wait = fault.Retry && !(position > file.Size)
            ? retries.DelayAfter(_failures, fault.RetryAfter, time.Chance())
            : null;
        if (wait is null)
        {
            throw new ExportFaultException(fault with
            {
                Message = $"{fault.Message} (The source failed after {file.Progress(position)}, at attempt {_failures}.)",
            });
        }

        await time.WaitAsync(wait.Value, cancellationToken);
    }
}
