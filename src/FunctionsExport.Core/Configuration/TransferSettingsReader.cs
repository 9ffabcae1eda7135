using FunctionsExport.Transfer;

namespace FunctionsExport.Configuration;

/// <summary>Reads how files are copied.</summary>
internal static class TransferSettingsReader
{
    private const string RateKey = "MebibytesPerSecond";
    private const string BlockKey = "BlockMebibytes";
    private const string ChecksumKey = "BlockChecksum";
    private const int Mebibyte = 1024 * 1024;

    // Two blocks at least must fit the memory: one is filled while another is sent.
    private const int MaxBlockMebibytes = (int)(BlockPlan.MaxMemory / 2 / Mebibyte);

    /// <summary>The section <c>Transfer</c>.</summary>
    public static TransferSettings Read(SettingsReader settings)
    {
        var block = Optional(settings, BlockKey, 1, MaxBlockMebibytes);
        var sends = Optional(settings, "Sends", 1, BlockPlan.MaxParallelism);
        var reads = Optional(settings, "Reads", 1, BlockPlan.MaxParallelism);
        var blocks = Math.Max(sends ?? 0, reads ?? 0) + 1;
        if (block * blocks > BlockPlan.MaxMemory / Mebibyte)
        {
            settings.Fault(
                BlockKey,
                $"is {block}, and {blocks} blocks of that size do not fit the {BlockPlan.MaxMemory / Mebibyte} MiB that a file may take "
                    + $"in memory; lower it, {settings.NameOf("Sends")} or {settings.NameOf("Reads")}.");
        }

        return new TransferSettings(block * Mebibyte, sends, reads, Checksum(settings));
    }

    /// <summary>A source's bound; null for none.</summary>
    public static long? ReadRate(SettingsReader source) => Optional(source, RateKey, 1, 100_000) * (long)Mebibyte;

    private static BlockChecksum? Checksum(SettingsReader settings) => settings.OneOf<BlockChecksum?>(
        ChecksumKey,
        defaultValue: null,
        (nameof(BlockChecksum.Crc64), BlockChecksum.Crc64),
        (nameof(BlockChecksum.Md5), BlockChecksum.Md5));

    private static int? Optional(SettingsReader settings, string key, int min, int max) =>
        settings.Text(key) is null ? null : settings.WholeNumber(key, min, min, max);
}
