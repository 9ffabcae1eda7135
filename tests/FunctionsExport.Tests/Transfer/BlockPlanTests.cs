using FunctionsExport.Providers;
using FunctionsExport.Transfer;

namespace FunctionsExport.Tests.Transfer;

public sealed class BlockPlanTests
{
    private const int Mebibyte = 1024 * 1024;
    private const long Small = 8L * Mebibyte * 50_000;
    private const long Large = 16L * Mebibyte * 50_000;

    [Theory]
    [InlineData(0, 8)]
    [InlineData(1, 8)]
    [InlineData(8 * Mebibyte, 8)]
    [InlineData(Small - 1, 8)]
    [InlineData(Small, 8)]
    [InlineData(Small + 1, 16)]
    [InlineData(Large - 1, 16)]
    [InlineData(Large, 16)]
    public void Block_has_8_MiB_and_16_where_a_blob_would_need_too_many(long fileSize, int mebibytes)
    {
        var blockSize = BlockPlan.BlockSizeFor(fileSize);

        Assert.Equal(mebibytes * Mebibyte, blockSize);
        Assert.InRange((fileSize + blockSize - 1) / blockSize, 0, BlockPlan.MaxBlocks);
    }

    [Theory]
    [InlineData(Large + 1)]
    [InlineData(long.MaxValue)]
    public void Larger_file_is_refused_with_both_sizes(long fileSize)
    {
        var fault = Assert.Throws<ExportFaultException>(() => BlockPlan.BlockSizeFor(fileSize)).Fault;

        Assert.Equal(FaultCodes.TooLarge, fault.Code);
        Assert.False(fault.Retry);
        Assert.Contains($"{fileSize}", fault.Message, StringComparison.Ordinal);
        Assert.Contains("838860800000", fault.Message, StringComparison.Ordinal);
    }
}
