namespace FunctionsExport.Emulators.Tencent.V3;

/// <summary>How DescribeBackupUrl gives the files.</summary>
internal enum UrlForm
{
    /// <summary>As <c>BackupInfos</c>, and as the older parallel arrays too.</summary>
    Both,

    /// <summary>As <c>BackupInfos</c> alone.</summary>
    Infos,

    /// <summary>As <c>DownloadUrl</c>, <c>InnerDownloadUrl</c> and <c>Filenames</c> alone, as before 2021.</summary>
    Arrays,
}
