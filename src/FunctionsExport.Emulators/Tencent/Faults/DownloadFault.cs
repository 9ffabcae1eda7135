namespace FunctionsExport.Emulators.Tencent.Faults;

/// <summary>What goes wrong with a download.</summary>
internal sealed record DownloadFault
{
    private DownloadFault()
    {
    }

    public DownloadFaultKind Kind { get; private init; }

    /// <summary>After how many bytes of the answer.</summary>
    public long Bytes { get; private init; }

    /// <summary>The HTTP status of <see cref="DownloadFaultKind.Status"/>.</summary>
    public int HttpStatus { get; private init; }

    /// <summary>No fault: keeps a place in the queue for a download that goes well.</summary>
    public static DownloadFault None { get; } = new();

    /// <summary>The connection is reset before the answer.</summary>
    public static DownloadFault Refuse { get; } = new() { Kind = DownloadFaultKind.Refuse };

    /// <summary>The URL expires in the middle of the transfer, and the connection is reset.</summary>
    public static DownloadFault ExpireAfter(long bytes) => new() { Kind = DownloadFaultKind.Expire, Bytes = bytes };

    /// <summary>The connection is reset in the middle of the transfer; the URL stays good.</summary>
    public static DownloadFault ResetAfter(long bytes) => new() { Kind = DownloadFaultKind.Reset, Bytes = bytes };

    /// <summary>The file ends too early, and its stated length is that of what is left.</summary>
    public static DownloadFault TruncateAt(long bytes) => new() { Kind = DownloadFaultKind.Truncate, Bytes = bytes };

    /// <summary>The byte at this position of the file is another.</summary>
    public static DownloadFault CorruptAt(long position) => new() { Kind = DownloadFaultKind.Corrupt, Bytes = position };

    /// <summary>The download is refused with an HTTP status, such as 503.</summary>
    public static DownloadFault Status(int httpStatus) => new() { Kind = DownloadFaultKind.Status, HttpStatus = httpStatus };
}
