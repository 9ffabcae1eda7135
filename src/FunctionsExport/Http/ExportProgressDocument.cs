namespace FunctionsExport.Http;

/// <summary>How far an export has come.</summary>
/// <param name="Percent">The provider's own progress, 0 to 100, while it exports.</param>
/// <param name="FilesDone">Files in Blob Storage.</param>
/// <param name="FilesTotal">Files of the export.</param>
/// <param name="BytesDone">Bytes in Blob Storage, those of files on their way included.</param>
/// <param name="BytesTotal">Bytes of the export.</param>
internal sealed record ExportProgressDocument(
    double? Percent, int? FilesDone, int? FilesTotal, long? BytesDone, long? BytesTotal);
