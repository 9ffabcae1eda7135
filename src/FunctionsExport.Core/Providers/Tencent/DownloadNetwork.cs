namespace FunctionsExport.Providers.Tencent;

/// <summary>Over which network files are downloaded.</summary>
internal enum DownloadNetwork
{
    /// <summary>The internet.</summary>
    Extranet,

    /// <summary>Tencent Cloud's own network, from machines in the instance's region.</summary>
    Intranet,
}
