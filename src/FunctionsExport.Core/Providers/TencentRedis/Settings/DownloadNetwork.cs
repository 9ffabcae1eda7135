namespace FunctionsExport.Providers.TencentRedis.Settings;

/// <summary>Over which network files are downloaded.</summary>
internal enum DownloadNetwork
{
    /// <summary>The internet: <c>DownloadUrl</c>.</summary>
    Extranet,

    /// <summary>Tencent Cloud's own network, in the instance's region: <c>InnerDownloadUrl</c>.</summary>
    Intranet,
}
