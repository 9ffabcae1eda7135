namespace FunctionsExport.Emulators.Tencent;

/// <summary>A region by the names that the APIs know it by.</summary>
/// <param name="Name">The present name.</param>
/// <param name="Code">The code of API v2's older pages.</param>
/// <param name="Id">The number in answers; null where none is published.</param>
/// <remarks>Source: the common parameters of API v2 (213/11650, 229/6976, 214/1527) and the numbers of 260/1384.</remarks>
internal sealed record Region(string Name, string Code, int? Id = null)
{
    private static readonly Region[] All =
    [
        new("ap-guangzhou", "gz", 1),
        new("ap-shanghai", "sh", 4),
        new("ap-hongkong", "hk", 5),
        new("na-toronto", "ca", 6),
        new("ap-shanghai-fsi", "shjr", 7),
        new("ap-beijing", "bj", 8),
        new("ap-singapore", "sg", 9),
        new("ap-shenzhen-fsi", "szjr", 11),
        new("na-siliconvalley", "usw", 15),
        new("ap-chengdu", "cd", 16),
        new("eu-frankfurt", "de", 17),
        new("ap-seoul", "kr", 18),
        new("ap-chongqing", "cq", 19),
        new("na-ashburn", "use", 22),
        new("ap-bangkok", "th", 23),
        new("ap-tokyo", "jp", 25),
        new("ap-mumbai", "in"),
        new("ap-guangzhou-open", "gzopen"),
    ];

    /// <summary>The region of a present name or an older code; null when there is none.</summary>
    public static Region? Find(string text) => Array.Find(All, region => region.Name == text || region.Code == text);
}
