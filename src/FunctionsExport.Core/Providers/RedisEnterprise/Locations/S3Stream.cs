using Amazon.S3.Model;
using FunctionsExport.Transfer.Sources;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>The bytes of an object; disposing it gives the connection back.</summary>
/// <param name="response">The answer.</param>
/// <param name="timeout">How long a read may take.</param>
internal sealed class S3Stream(GetObjectResponse response, TimeSpan timeout) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            return await response.ResponseStream.ReadAsync(buffer, limit.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"Reading the object has taken longer than {timeout:c}.", e);
        }
        catch (Amazon.Runtime.AmazonClientException e)
        {
            throw new IOException("Reading the object failed.", e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            response.Dispose();
        }

        base.Dispose(disposing);
    }
}
