namespace FunctionsExport.Transfer;

/// <summary>How files are copied, as far as it is configured; null is derived from the file and the service.</summary>
/// <param name="BlockSize">The size of every block but the last, in bytes.</param>
/// <param name="Sends">How many blocks are sent at once.</param>
/// <param name="Reads">How many ranges are read at once from a source that has ranges and gives one stream too slowly.</param>
/// <param name="Checksum">What the service checks each block by.</param>
public sealed record TransferSettings(
    int? BlockSize = null, int? Sends = null, int? Reads = null, BlockChecksum? Checksum = null);
