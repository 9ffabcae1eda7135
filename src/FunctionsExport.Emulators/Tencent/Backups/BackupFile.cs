namespace FunctionsExport.Emulators.Tencent.Backups;

/// <summary>A file of a backup on local storage.</summary>
/// <param name="Name">Its name for downloads.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="ETag">Its entity tag, in quotation marks.</param>
internal sealed record BackupFile(string Name, string Path, long Size, string ETag);
