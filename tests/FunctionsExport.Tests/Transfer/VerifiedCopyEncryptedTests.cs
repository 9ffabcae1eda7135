using System.Security.Cryptography;
using Azure.Storage.Blobs.Specialized;
using FunctionsExport.Providers;
using FunctionsExport.Rdb;
using FunctionsExport.Tests.Support;
using FunctionsExport.Tests.Transfer.Support;
using FunctionsExport.Transfer;

namespace FunctionsExport.Tests.Transfer;

/// <summary>Files that the provider has encrypted.</summary>
public sealed class VerifiedCopyEncryptedTests
{
    [Fact]
    public async Task Encrypted_file_is_committed_as_it_is_and_not_called_proven()
    {
        var service = new BlobServiceStub();
        var content = RandomNumberGenerator.GetBytes(100_000);
        content[0] = (byte)'R';
        var target = new BlobTarget(service.Container(retries: 0).GetBlockBlobClient(CopyTest.BlobName), CopyTest.ExportId, "orders", null);
        var file = new ExportedFile("dump.rdb", content.Length, "there", 1, 1, Encrypted: true);

        var fetched = await new VerifiedCopy(target, file, _ => Task.CompletedTask, new TransferOptions()).RunAsync(
            (range, _) => Task.FromResult(new OpenedFile(new MemoryStream(content))
            {
                Offset = range.Offset,
                Size = content.Length,
                Version = null,
            }),
            CopyTest.BlobName,
            CancellationToken.None);

        Assert.True(content.AsSpan().SequenceEqual(service.Find(CopyTest.BlobName)!.Content));
        Assert.Equal(CopyTest.Sha256Of(content), fetched.Sha256);
        Assert.Equal((Proof.None, null), (fetched.Proof, fetched.Rdb));
        Assert.Equal(["length"], fetched.Checks);
    }
}
