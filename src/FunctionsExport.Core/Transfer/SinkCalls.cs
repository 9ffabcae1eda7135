using System.Globalization;
using Azure;
using Azure.Storage.Blobs.Models;
using FunctionsExport.Catalog;
using FunctionsExport.Providers;
using FunctionsExport.Transfer.Sources;

namespace FunctionsExport.Transfer;

/// <summary>Calls of the sink, tried again where that can help, and told apart from those of the source.</summary>
internal sealed class SinkCalls(SourceFile file)
{
    /// <summary>Makes a call.</summary>
    /// <param name="call">The call; it may be made several times.</param>
    /// <param name="bytes">How many bytes of the file precede what it is about.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ExportFaultException"><see cref="FaultCodes.StorageUnavailable"/>, or what the call itself throws.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, long bytes, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call(cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && StorageFailure.Find(e) is not null)
            {
                var failure = StorageFailure.Find(e)!;
                var (retries, time) = (file.Options.SinkRetries, file.Options.Time);
                var retryAfter = RetryAfterOf(failure, time.Provider.GetUtcNow());
                var wait = IsPassing(failure) ? retries.DelayAfter(attempt, retryAfter, time.Chance()) : null;
                await time.WaitAsync(wait ?? throw Failed(e, failure, bytes, attempt, retryAfter), cancellationToken);
            }
        }
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Func<CancellationToken, Task> call, long bytes, CancellationToken cancellationToken) => RunAsync(
        async token =>
        {
            await call(token);
            return true;
        },
        bytes,
        cancellationToken);

    // A checksum that was found wrong: the block was damaged on its way, and is still right here.
    private static bool IsPassing(RequestFailedException failure) => failure.Status is 0 or 408 or 429 or >= 500
        || failure.ErrorCode == BlobErrorCode.Md5Mismatch || failure.ErrorCode == "Crc64Mismatch";

    private static TimeSpan? RetryAfterOf(RequestFailedException failure, DateTimeOffset now)
    {
        if (failure.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var text) is not true)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
            : DateTimeOffset.TryParseExact(text, "R", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date > now
                ? date - now
                : null;
    }

    private ExportFaultException Failed(
        Exception error, RequestFailedException failure, long bytes, int attempt, TimeSpan? retryAfter) => new(
        new ExportFault(
            FaultCodes.StorageUnavailable,
            $"Blob Storage did not take {file.Name}, after {file.Progress(bytes)}, at attempt {attempt}. Check the account, its "
                + "network rules and the app's role on it.",
            Retry: IsPassing(failure),
            RetryAfter: retryAfter,
            ProviderCode: failure.ErrorCode ?? failure.Status.ToString(CultureInfo.InvariantCulture)),
        innerException: error);
}
