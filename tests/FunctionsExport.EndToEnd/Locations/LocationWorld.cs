using FunctionsExport.Emulators.Processes;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Locations;

/// <summary>A world whose one source, orders, has an export location of a given kind.</summary>
internal static class LocationWorld
{
    private const string Section = "Export__Sources__orders__RedisEnterprise__ExportLocation__";

    /// <summary>Starts the server of a kind: ftp, ftps-explicit, ftps-implicit, s3, abs, abs-minted.</summary>
    public static async Task<ILocationServer> ServerAsync(string kind)
    {
        ILocationServer server = kind switch
        {
            "ftp" => await FtpLocationServer.StartAsync(FtpTls.None),
            "ftps-explicit" => await FtpLocationServer.StartAsync(FtpTls.Explicit),
            "ftps-implicit" => await FtpLocationServer.StartAsync(FtpTls.Implicit),
            "s3" => await S3LocationServer.StartAsync(),
            _ => await AbsLocationServer.StartAsync(),
        };
        if (kind == "abs-minted")
        {
            server.Settings["MintSas"] = "AccountKey";
        }

        return server;
    }

    /// <summary>Starts a world whose cluster exports to the server.</summary>
    public static async Task<ExportWorld> StartAsync(
        ILocationServer server, int shards = 1, bool twice = false, params (string Key, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?> { [Section + "Path"] = null };
        foreach (var (key, value) in server.Settings.Select(s => (s.Key, s.Value)).Concat(settings))
        {
            all[Section + key] = value;
        }

        var world = await ExportWorld.StartAsync(new WorldOptions
        {
            Databases = [("orders", shards)],
            DeliverActivitiesTwice = twice,
            Storage = server.Storage,
            Settings = all,
        });
        await world.FillAsync("orders", keys: 500);
        return world;
    }
}
