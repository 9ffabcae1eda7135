using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using FunctionsExport.Checksums;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Transfer.Support;
using FunctionsExport.Transfer;

namespace FunctionsExport.Tests.Transfer;

/// <summary>Which checksum goes with a block.</summary>
public sealed class BlockChecksumsTests
{
    private const string Azure = "Windows-Azure-Blob/1.0 Microsoft-HTTPAPI/2.0";
    private const string Azurite = "Azurite-Blob/3.37.0";

    [Theory]
    [SuppressMessage("Security", "CA5351", Justification = "It is what the service wants.")]
    [InlineData(Azurite, null, true)]
    [InlineData(Azure, null, false)]
    [InlineData(null, null, false)]
    [InlineData(Azurite, BlockChecksum.Crc64, false)]
    [InlineData(Azure, BlockChecksum.Md5, true)]
    public async Task Block_goes_with_the_checksum_that_is_set_or_else_suits_the_service(
        string? server, BlockChecksum? set, bool isMd5)
    {
        var test = CopyTest.Small();
        test.Service.Server = server;
        test.Options = test.Options with { Settings = test.Options.Settings with { Checksum = set } };

        await test.RunAsync();

        var block = Assert.Single(test.Service.Calls, c => c.Kind == "put block");
        Assert.Equal(isMd5 ? Convert.ToBase64String(MD5.HashData(test.Content)) : null, block.Md5);
        Assert.Equal(isMd5 ? null : Convert.ToBase64String(StorageCrc64.Of(test.Content)), block.Crc64);
    }

    [Fact]
    public async Task Service_that_has_blocks_already_is_known_by_that_answer_too()
    {
        var test = CopyTest.Small();
        test.Service.Server = Azurite;
        test.EnsureOwned = () => test.Service.Count("put block") > 0
            ? throw new InvalidOperationException("The process ends.")
            : Task.CompletedTask;
        await Assert.ThrowsAsync<InvalidOperationException>(() => test.RunAsync());
        test.EnsureOwned = () => Task.CompletedTask;
        test.Content[^1] ^= 1;

        await Assert.ThrowsAsync<ExportFaultException>(() => test.RunAsync());

        Assert.All(test.Service.Calls.Where(c => c.Kind == "put block"), c => Assert.NotNull(c.Md5));
        Assert.Equal(2, test.Service.Count("put block"));
    }
}
