using FunctionsExport.Transfer;

namespace FunctionsExport.Copy;

/// <summary>What the command line asks for.</summary>
/// <param name="Source">A path or a URL.</param>
/// <param name="Blob">A URL with a SAS, or container/name.</param>
/// <param name="IsJson">Whether the report is JSON.</param>
/// <param name="MebibytesPerSecond">The most that is read in a second; null for no bound.</param>
/// <param name="BlockMebibytes">The size of a block; null to derive it from the file.</param>
/// <param name="Checksum">What the service checks each block by; null for what suits it.</param>
internal sealed record CopyRequest(
    string Source, string Blob, bool IsJson, int? MebibytesPerSecond, int? BlockMebibytes, BlockChecksum? Checksum);
