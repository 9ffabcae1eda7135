namespace FunctionsExport.Transfer;

/// <summary>The first blocks of a file, without a gap, as another copy has staged them.</summary>
/// <param name="Names">Their names, in order.</param>
/// <param name="Length">Their bytes.</param>
/// <param name="Crc64">The CRC-64 of their bytes.</param>
/// <param name="Version">The <see cref="BlockId.HashOf"/> of the version that they were read of.</param>
internal sealed record StagedBeginning(IReadOnlyList<string> Names, long Length, ulong Crc64, UInt128 Version);
