namespace FunctionsExport.Emulators.Tencent.Faults;

/// <summary>The kinds of <see cref="DownloadFault"/>.</summary>
internal enum DownloadFaultKind
{
    None,
    Refuse,
    Expire,
    Reset,
    Truncate,
    Corrupt,
    Status,
}
