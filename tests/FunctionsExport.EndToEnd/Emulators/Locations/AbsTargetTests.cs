using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.RedisEnterprise.Exports;

namespace FunctionsExport.EndToEnd.Emulators.Locations;

public sealed class AbsTargetTests : IDisposable
{
    private const string Account = "devstoreaccount1";

    private readonly WrittenFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task File_arrives_with_the_accounts_key_or_a_SAS(bool sas)
    {
        await using var azurite = await Azurite.StartAsync();
        var container = new BlobContainerClient(azurite.ConnectionString, "exports");
        await container.CreateAsync();
        var token = container.GenerateSasUri(BlobContainerSasPermissions.All, DateTimeOffset.UtcNow.AddHours(1)).Query;
        object location = sas
            ? new { type = "abs", container = "exports", account_name = Account, sas_token = token, subdir = "orders" }
            : new { type = "abs", container = "exports", account_name = Account, account_key = KeyOf(azurite), subdir = "orders" };
        await _file.PutAsync(location, ServicesOf(azurite));
        var content = await container.GetBlobClient("orders/" + WrittenFile.Name).DownloadContentAsync();
        Assert.Equal(_file.Content, content.Value.Content.ToArray());
    }

    [Fact]
    public async Task Refusal_has_its_reason()
    {
        await using var azurite = await Azurite.StartAsync();
        await new BlobContainerClient(azurite.ConnectionString, "exports").CreateAsync();
        async Task<string> RefusalAsync(string container, string key) => await _file.RefusalAsync(
            new { type = "abs", container, account_name = Account, account_key = key }, ServicesOf(azurite));
        Assert.Equal(FailureReasons.WrongFilePath, await RefusalAsync("missing", KeyOf(azurite)));
        Assert.Equal(FailureReasons.NoPermission, await RefusalAsync("exports", Convert.ToBase64String(new byte[64])));
        Assert.Equal(FailureReasons.NoPermission, await RefusalAsync("exports", "not base64"));
        azurite.KillHard();
        Assert.Equal(FailureReasons.GeneralError, await RefusalAsync("exports", KeyOf(azurite)));
    }

    private static StorageServices ServicesOf(Azurite azurite) => new() { BlobService = new Uri(azurite.Endpoint, "/") };

    private static string KeyOf(Azurite azurite) =>
        azurite.ConnectionString.Split(';').Single(part => part.StartsWith("AccountKey=", StringComparison.Ordinal))[11..];
}
