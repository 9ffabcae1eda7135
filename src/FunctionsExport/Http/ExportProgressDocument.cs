namespace FunctionsExport.Http;

/// <summary>How far an export has come.</summary>
/// <param name="Percent">The provider's own progress, 0 to 100, while it exports.</param>
/// <param name="FilesDone">Files in Blob Storage.</param>
/// <param name="FilesTotal">Files of the export.</param>
/// <param name="BytesDone">Bytes in Blob Storage, those of files on their way included.</param>
/// <param name="BytesTotal">Bytes of the export.</param>
/// <param name="BytesPerSecond">The mean rate since the fetch began; null before there is one.</param>
/// <param name="SecondsLeft">How long the rest takes at that rate; null when that or the total is not known.</param>
internal sealed record ExportProgressDocument(
    double? Percent,
    int? FilesDone,
    int? FilesTotal,
    long? BytesDone,
    long? BytesTotal,
    long? BytesPerSecond = null,
    long? SecondsLeft = null)
{
    /// <summary>The progress of a fetch.</summary>
    /// <param name="filesDone">Files in Blob Storage.</param>
    /// <param name="filesTotal">Files of the export.</param>
    /// <param name="bytesDone">Bytes in Blob Storage; null when the export fetches none.</param>
    /// <param name="bytesTotal">Bytes of the export; null when they are not known.</param>
    /// <param name="elapsed">The time since the fetch began.</param>
    public static ExportProgressDocument OfFetch(
        int filesDone, int? filesTotal, long? bytesDone, long? bytesTotal, TimeSpan? elapsed)
    {
        var rate = bytesDone is > 0 && elapsed > TimeSpan.FromSeconds(1) ? bytesDone / elapsed.Value.TotalSeconds : null;
        var left = rate is not null && bytesTotal >= bytesDone ? (bytesTotal - bytesDone) / rate : null;
        return new ExportProgressDocument(
            null, filesDone, filesTotal, bytesDone, bytesTotal, (long?)rate, left is null ? null : (long)Math.Ceiling(left.Value));
    }
}
