namespace FunctionsExport.Rdb;

/// <summary>Something newer than this program, or foreign, at which the walk ended. No fault: the checksum still covers the rest.</summary>
/// <param name="Offset">Where, in bytes from the file's beginning.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Number">Its number in the file.</param>
internal sealed record RdbUnknown(long Offset, RdbUnknownKind Kind, long Number);
