namespace FunctionsExport.Rdb;

/// <summary>The key that takes most bytes in a file. Its name is the owner's data: it belongs on their screen and nowhere else.</summary>
/// <param name="Database">The number of its database.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Bytes">What name and value take in the file, compressed as they are there.</param>
/// <param name="Elements">How many elements it has; null when the file does not say it outside of the value.</param>
/// <param name="Name">The beginning of its name, at most 128 bytes, printable ASCII as it is and the rest as <c>\xNN</c>.</param>
internal sealed record RdbBiggestKey(long Database, RdbKind Kind, long Bytes, long? Elements, string Name);
