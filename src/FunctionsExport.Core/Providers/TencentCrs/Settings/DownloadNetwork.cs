namespace FunctionsExport.Providers.TencentCrs.Settings;

/// <summary>Over which network backups are downloaded.</summary>
internal enum DownloadNetwork
{
    /// <summary>The internet.</summary>
    Extranet,

    /// <summary>Tencent Cloud's own network, from machines in the instance's region.</summary>
    Intranet,
}
