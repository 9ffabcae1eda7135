using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Tencent.Backups;
using FunctionsExport.Emulators.Tencent.Downloads;

namespace FunctionsExport.Emulators.Tencent.V3;

/// <summary>Writes the files of a backup as DescribeBackupUrl answers them.</summary>
internal static class BackupUrlDocument
{
    public static JsonObject Write(Cloud cloud, DownloadAddresses addresses, IReadOnlyList<BackupFile> shards, bool extranet)
    {
        var switches = cloud.V3;
        List<JsonObject> infos = [.. shards.Select(file => new JsonObject
        {
            ["FileName"] = file.Name,
            ["FileSize"] = switches.FileSizes ? file.Size : 0,
            ["DownloadUrl"] = extranet ? Url(file, addresses.Extranet) : "",
            ["InnerDownloadUrl"] = Url(file, addresses.Intranet),
        })];
        if (switches.ShardsReversed)
        {
            infos.Reverse();
        }

        var answer = new JsonObject();
        if (switches.Urls != UrlForm.Infos)
        {
            answer["DownloadUrl"] = Column("DownloadUrl");
            answer["InnerDownloadUrl"] = Column("InnerDownloadUrl");
            answer["Filenames"] = Column("FileName");
        }

        if (switches.Urls != UrlForm.Arrays)
        {
            answer["BackupInfos"] = new JsonArray([.. infos]);
        }

        return answer;

        string Url(BackupFile file, DownloadAddress address) =>
            cloud.Grants.IssueSigned(file, address, cloud.AppId, switches.UrlLifetime);

        JsonArray Column(string name) => new([.. infos.Select(info => info[name]!.DeepClone())]);
    }
}
