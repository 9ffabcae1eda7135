using Azure.Storage.Blobs;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.RedisEnterprise.Exports;

namespace FunctionsExport.EndToEnd.Locations;

internal sealed class AbsLocationServer : ILocationServer
{
    private readonly Azurite _server;

    private AbsLocationServer(Azurite server)
    {
        _server = server;
        Container = new BlobContainerClient(server.ConnectionString, "cluster-exports");
        Storage = new StorageServices { BlobService = new Uri(server.Endpoint.GetLeftPart(UriPartial.Authority)) };
        var account = server.ConnectionString.Split(';').Select(p => p.Split('=', 2)).Where(p => p.Length == 2)
            .ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        Settings = new Dictionary<string, string?>
        {
            ["Type"] = "abs",
            ["Container"] = Container.Name,
            ["AccountName"] = account["AccountName"],
            ["AccountKey"] = account["AccountKey"],
            ["BlobServiceUri"] = server.Endpoint.ToString(),
            ["Subdir"] = "redis",
        };
    }

    public BlobContainerClient Container { get; }

    public StorageServices Storage { get; }

    public Dictionary<string, string?> Settings { get; }

    public static async Task<AbsLocationServer> StartAsync()
    {
        var location = new AbsLocationServer(await Azurite.StartAsync());
        await location.Container.CreateAsync();
        return location;
    }

    public async Task<IReadOnlyList<string>> ListAsync()
    {
        var names = new List<string>();
        await foreach (var blob in Container.GetBlobsAsync())
        {
            names.Add(blob.Name.Split('/')[^1]);
        }

        return names;
    }

    public Task PutAsync(string name, byte[] content) =>
        Container.GetBlobClient($"redis/{name}").UploadAsync(BinaryData.FromBytes(content));

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
