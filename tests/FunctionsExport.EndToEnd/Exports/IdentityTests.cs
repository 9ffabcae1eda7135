using FunctionsExport.Emulators.Processes;
using FunctionsExport.EndToEnd.Support;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Exports;

/// <summary>The app with a managed identity in place of a connection string, at a storage service that takes its tokens.</summary>
public sealed class IdentityTests
{
    private const string ClientId = "5f1c3a52-7b1e-4a9e-9d55-0c8f3f2f9a11";

    [Theory]
    [InlineData("AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__clientId")]
    [InlineData("Export__Destination__BlobServiceUri", "Export__Destination__ManagedIdentityClientId")]
    public async Task Export_succeeds_with_the_configured_identity_and_without_a_key(string address, string clientId)
    {
        await using var identity = await IdentityEndpoint.StartAsync();
        var certificate = LoopbackCertificate.Create(DateTimeOffset.UtcNow);
        await using var world = await ExportWorld.StartAsync(new WorldOptions
        {
            Azurite = new AzuriteOptions { Certificate = certificate },
            LateSettings = world => new Dictionary<string, string?>(identity.Variables)
            {
                ["AzureWebJobsStorage"] = null,
                [address] = world.Azurite.Endpoint.ToString(),
                [clientId] = ClientId,
                ["SSL_CERT_FILE"] = Trusted(world, certificate),
            },
        });
        await world.FillAsync("orders", 100);

        var status = await world.Api.WaitForEndAsync(await world.Api.StartAcceptedAsync("orders", fetch: true));

        Assert.Equal("succeeded", ExportApi.StateOf(status));
        Assert.Equal("full", (string)status["files"]![0]!["proof"]!);
        Assert.NotEmpty(identity.Asked);
        Assert.All(
            identity.Asked,
            asked => Assert.Equal(("https://storage.azure.com", ClientId), (asked.Resource.TrimEnd('/'), asked.ClientId)));
    }

    private static string Trusted(ExportWorld world, LoopbackCertificate certificate)
    {
        var file = world.Folder.File("storage.pem");
        File.WriteAllText(file, certificate.Certificate);
        return file;
    }
}
