using System.Text.Json;
using FunctionsExport.Providers.Tencent;

namespace FunctionsExport.Providers.TencentCrs.Api;

/// <summary>
/// The addresses of a backup's file, or files should a backup have several: whoever has one can download. They are to be used byte
/// for byte, and are good for twelve hours.
/// </summary>
/// <param name="intranet">Those for Tencent Cloud's own network.</param>
/// <param name="extranet">Those for the internet.</param>
internal sealed class DownloadUrls(IReadOnlyList<string> intranet, IReadOnlyList<string> extranet)
{
    /// <summary>Reads <c>data</c>.</summary>
    public static DownloadUrls Read(JsonElement data) => new(CrsJson.Texts(data, "intranet"), CrsJson.Texts(data, "extranet"));

    /// <summary>Those for a network, in order; empty when there are none.</summary>
    public IReadOnlyList<string> For(DownloadNetwork network) => network == DownloadNetwork.Intranet ? intranet : extranet;

    /// <summary>Says nothing of its content.</summary>
    public override string ToString() => nameof(DownloadUrls);
}
