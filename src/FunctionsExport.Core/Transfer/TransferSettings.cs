namespace FunctionsExport.Transfer;

/// <summary>How files are copied, as far as it is configured; null is derived from the file.</summary>
/// <param name="BlockSize">The size of every block but the last, in bytes.</param>
/// <param name="Sends">How many blocks are sent at once.</param>
/// <param name="Reads">How many ranges are read at once from a source that has ranges and gives one stream too slowly.</param>
public sealed record TransferSettings(int? BlockSize = null, int? Sends = null, int? Reads = null);
