using System.Text.RegularExpressions;

namespace FunctionsExport.Providers.Tencent;

/// <summary>Tencent Cloud's region codes: the older short ones, which API v2 takes too, and the present names.</summary>
/// <remarks>Source: https://cloud.tencent.com/document/api/229/6976 and 213/11650.</remarks>
internal static partial class Regions
{
    private static readonly Dictionary<string, string> NamesOfCodes = new(StringComparer.Ordinal)
    {
        ["bj"] = "ap-beijing",
        ["gz"] = "ap-guangzhou",
        ["sh"] = "ap-shanghai",
        ["hk"] = "ap-hongkong",
        ["cd"] = "ap-chengdu",
        ["cq"] = "ap-chongqing",
        ["sg"] = "ap-singapore",
        ["th"] = "ap-bangkok",
        ["in"] = "ap-mumbai",
        ["kr"] = "ap-seoul",
        ["jp"] = "ap-tokyo",
        ["usw"] = "na-siliconvalley",
        ["use"] = "na-ashburn",
        ["ca"] = "na-toronto",
        ["de"] = "eu-frankfurt",
        ["shjr"] = "ap-shanghai-fsi",
        ["szjr"] = "ap-shenzhen-fsi",
        ["gzopen"] = "ap-guangzhou-open",
    };

    /// <summary>The older codes.</summary>
    public static IEnumerable<string> Codes => NamesOfCodes.Keys;

    /// <summary>Whether a text is an older code, or has the form of a name. New regions come, so names are not looked up.</summary>
    public static bool IsValid(string region) => NamesOfCodes.ContainsKey(region) || IsName(region);

    /// <summary>Whether a text has the form of a present name.</summary>
    public static bool IsName(string region) => Name().IsMatch(region);

    /// <summary>The present name of a region, whichever way it is written.</summary>
    public static string NameOf(string region) => NamesOfCodes.GetValueOrDefault(region, region);

    [GeneratedRegex(@"^[a-z]{2,4}-[a-z]{2,24}(-[a-z0-9]{1,12})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
