using FunctionsExport.Providers;

namespace FunctionsExport.Transfer;

/// <summary>
/// How a file is cut into the blocks of a block blob. A blob takes 50,000 blocks, so 16 MiB a block makes 781 GiB the largest file.
/// </summary>
public static class BlockPlan
{
    /// <summary>The most blocks that a block blob can have (Azure Blob Storage, Put Block List).</summary>
    public const int MaxBlocks = 50_000;

    /// <summary>How many blocks are on their way at once, besides the one being filled.</summary>
    public const int BlocksInFlight = 4;

    private const int SmallBlock = 8 * 1024 * 1024;
    private const int LargeBlock = 2 * SmallBlock;

    /// <summary>The size of every block but the last, in bytes.</summary>
    /// <param name="fileSize">The file's size in bytes.</param>
    /// <exception cref="ExportFaultException"><see cref="FaultCodes.TooLarge"/> beyond 781 GiB.</exception>
    public static int BlockSizeFor(long fileSize) => fileSize switch
    {
        <= (long)SmallBlock * MaxBlocks => SmallBlock,
        <= (long)LargeBlock * MaxBlocks => LargeBlock,
        _ => throw new ExportFaultException(new ExportFault(
            FaultCodes.TooLarge,
            $"The file has {fileSize} bytes; the largest that fits a block blob here is {(long)LargeBlock * MaxBlocks} bytes.")),
    };
}
