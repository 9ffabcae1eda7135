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
        var plan = BlockPlan.For(fileSize, new TransferSettings());
        var blockSize = plan.BlockSize;

        Assert.Equal(mebibytes * Mebibyte, blockSize);
        Assert.InRange((fileSize + blockSize - 1) / blockSize, 0, BlockPlan.MaxBlocks);
        Assert.Equal((4, 4), (plan.Sends, plan.Reads));
    }

    [Fact]
    public void File_of_unknown_size_may_be_the_largest() =>
        Assert.Equal(16 * Mebibyte, BlockPlan.For(null, new TransferSettings()).BlockSize);

    [Theory]
    [InlineData(1L, null, null, null)]
    [InlineData(null, null, null, null)]
    [InlineData(1L, 16, 16, 16)]
    [InlineData(1L, 40, 1, 1)]
    [InlineData(1L, 1, 16, 1)]
    [InlineData(null, 16, 4, 4)]
    public void Blocks_in_memory_take_80_MiB_at_most_and_one_can_be_filled_while_another_is_sent(
        long? fileSize, int? mebibytes, int? sends, int? reads)
    {
        var plan = BlockPlan.For(fileSize, new TransferSettings(mebibytes * Mebibyte, sends, reads));

        foreach (var filling in new[] { 1, plan.Reads })
        {
            Assert.InRange((long)plan.BuffersFor(filling) * plan.BlockSize, 2 * plan.BlockSize, 80 * Mebibyte);
        }

        Assert.InRange(plan.Sends, 1, sends ?? 4);
        Assert.InRange(plan.Reads, 1, reads ?? 4);
    }

    [Fact]
    public void Configured_block_is_taken_as_it_is_and_bounds_the_file()
    {
        Assert.Equal(Mebibyte, BlockPlan.For(1, new TransferSettings(Mebibyte)).BlockSize);
        Assert.Throws<ExportFaultException>(() => BlockPlan.For((50_000L * Mebibyte) + 1, new TransferSettings(Mebibyte)));
    }

    [Theory]
    [InlineData(Large + 1)]
    [InlineData(long.MaxValue)]
    public void Larger_file_is_refused_with_both_sizes(long fileSize)
    {
        var fault = Assert.Throws<ExportFaultException>(() => BlockPlan.For(fileSize, new TransferSettings())).Fault;

        Assert.Equal(FaultCodes.TooLarge, fault.Code);
        Assert.False(fault.Retry);
        Assert.Contains($"{fileSize}", fault.Message, StringComparison.Ordinal);
        Assert.Contains("838860800000", fault.Message, StringComparison.Ordinal);
    }
}
