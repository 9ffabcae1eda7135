using Azure;
using Azure.Storage.Blobs.Models;
using FunctionsExport.Transfer.Sources;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>
/// The bytes of a blob. Its failures are those of any source, so that they are not taken for the destination's, which is Blob Storage
/// too.
/// </summary>
internal sealed class AbsStream(BlobDownloadStreamingResult answer) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await answer.Content.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            throw new IOException("Reading the blob failed.", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("Reading the blob has taken too long.", e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            answer.Dispose();
        }

        base.Dispose(disposing);
    }
}
