using FunctionsExport.Providers;

namespace FunctionsExport.Transfer;

/// <summary>
/// How a file is cut into the blocks of a block blob, and how many of them are in memory. A blob takes 50,000 blocks, so 16 MiB a
/// block makes 781 GiB the largest file.
/// </summary>
/// <param name="BlockSize">The size of every block but the last, in bytes.</param>
/// <param name="Sends">How many blocks are on their way at once.</param>
/// <param name="Reads">How many are filled at once at most.</param>
public sealed record BlockPlan(int BlockSize, int Sends, int Reads)
{
    /// <summary>The most blocks that a block blob can have (Azure Blob Storage, Put Block List).</summary>
    public const int MaxBlocks = 50_000;

    /// <summary>The most memory that the blocks of one file take, in bytes.</summary>
    public const long MaxMemory = 80L * 1024 * 1024;

    /// <summary>The most blocks that are sent, or read, at once.</summary>
    public const int MaxParallelism = 16;

    private const int DefaultParallelism = 4;
    private const int SmallBlock = 8 * 1024 * 1024;
    private const int LargeBlock = 2 * SmallBlock;

    /// <summary>
    /// How many blocks may be in memory while so many are filled at once. Not one for each that is filled and each that is sent: where
    /// reading is slow, few are being sent, and the other way round.
    /// </summary>
    /// <param name="reads">How many are filled at once.</param>
    public int BuffersFor(int reads) => (int)Math.Min(Math.Max(Sends, reads) + 1, MaxMemory / BlockSize);

    /// <summary>The plan for a file.</summary>
    /// <param name="fileSize">The file's size in bytes; null when it is not known, and may be any.</param>
    /// <param name="settings">What is configured.</param>
    /// <exception cref="ExportFaultException"><see cref="FaultCodes.TooLarge"/> when it does not fit a blob.</exception>
    public static BlockPlan For(long? fileSize, TransferSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var size = settings.BlockSize ?? (fileSize <= (long)SmallBlock * MaxBlocks ? SmallBlock : LargeBlock);
        if (fileSize > (long)size * MaxBlocks)
        {
            throw TooLarge(fileSize.Value, size);
        }

        var buffers = (int)(MaxMemory / size);
        var sends = Math.Min(settings.Sends ?? DefaultParallelism, buffers - 1);
        return new BlockPlan(size, sends, Math.Min(settings.Reads ?? DefaultParallelism, buffers - 1));
    }

    /// <summary>The fault of a file that does not fit.</summary>
    internal static ExportFaultException TooLarge(long fileSize, int blockSize) => new(new ExportFault(
        FaultCodes.TooLarge,
        $"The file has {fileSize} bytes; the largest that fits a block blob here is {(long)blockSize * MaxBlocks} bytes."));
}
