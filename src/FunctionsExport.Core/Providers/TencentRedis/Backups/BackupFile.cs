namespace FunctionsExport.Providers.TencentRedis.Backups;

/// <summary>One file of a backup, with its addresses. They are secrets: whoever has one can download the file.</summary>
/// <param name="Name">Its name, which is that of no other file of the backup and fit for a blob's.</param>
/// <param name="Size">Its size in bytes; null when the API does not know it.</param>
/// <param name="Extranet">Its address from the internet; null when there is none.</param>
/// <param name="Intranet">Its address from Tencent Cloud's network; null when there is none.</param>
internal sealed record BackupFile(string Name, long? Size, string? Extranet, string? Intranet)
{
    /// <summary>Says nothing of the addresses.</summary>
    public override string ToString() => Name;
}
