namespace FunctionsExport.Emulators.Tencent.Downloads;

/// <summary>How files are served. Can be set while the emulator runs.</summary>
internal sealed class DownloadSwitches
{
    /// <summary>Whether a part of a file can be asked for; otherwise every answer is the whole file, with status 200.</summary>
    public bool Ranges { get; set; } = true;

    /// <summary>Whether files have an <c>ETag</c>.</summary>
    public bool ETags { get; set; } = true;

    /// <summary>Whether a transfer that runs when its URL expires is cut.</summary>
    public bool ExpiryCutsTransfers { get; set; }

    /// <summary>Whether the URLs for the provider's own network can be reached.</summary>
    public bool IntranetReachable { get; set; } = true;

    /// <summary>Bytes a second of each transfer, by the machine's clock; null for no limit.</summary>
    public int? BytesPerSecond { get; set; }

    /// <summary>Transfers at a time before 503; null for no limit.</summary>
    public int? Transfers { get; set; }
}
