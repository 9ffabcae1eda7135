namespace FunctionsExport.Transfer.Sources.Ftp;

/// <summary>A file in a directory listing.</summary>
/// <param name="Name">Its name, without a path.</param>
/// <param name="Size">Its size in bytes; null when the listing does not say.</param>
/// <param name="Modified">When it was last written, <c>yyyyMMddHHmmss</c> in UTC; null when the listing does not say exactly.</param>
internal sealed record FtpEntry(string Name, long? Size, string? Modified);
