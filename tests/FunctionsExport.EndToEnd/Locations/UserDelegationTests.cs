using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using FunctionsExport.Configuration;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.EndToEnd.Support;
using FunctionsExport.Providers.RedisEnterprise.Locations;
using Microsoft.Extensions.Configuration;

namespace FunctionsExport.EndToEnd.Locations;

/// <summary>A SAS made from an identity, at a service that gives out user delegation keys and checks what they signed.</summary>
public sealed class UserDelegationTests
{
    private const string Account = "devstoreaccount1";

    [Fact]
    public async Task Token_made_from_an_identity_writes_and_does_nothing_else()
    {
        await using var azurite = await Azurite.StartAsync(
            new AzuriteOptions { Certificate = LoopbackCertificate.Create(DateTimeOffset.UtcNow) });
        var identity = new BlobServiceClient(azurite.Endpoint, new FixedIdentity(), Options());
        await identity.CreateBlobContainerAsync("exports");
        var deadline = DateTimeOffset.UtcNow.AddHours(2);

        var sas = await new SasMint(identity, Settings(azurite), TimeProvider.System).CreateAsync(deadline, CancellationToken.None);

        var parts = System.Web.HttpUtility.ParseQueryString(sas);
        Assert.Equal(("c", "cw", "https"), (parts["sr"], parts["sp"], parts["spr"]));
        Assert.Equal(FixedIdentity.ObjectId, parts["skoid"]);
        Assert.Equal(deadline.AddHours(1).ToString("yyyy-MM-ddTHH:mm:ssZ"), parts["se"]);
        var cluster = new BlobContainerClient(new Uri($"{azurite.Endpoint}/exports?{sas}"), Options());
        await cluster.GetBlobClient("orders/bk1").UploadAsync(BinaryData.FromString("file"));
        Assert.Equal("file", await ReadAsync(identity, "orders/bk1"));
        await RefusedAsync(() => cluster.GetBlobClient("orders/bk1").DownloadContentAsync());
        await RefusedAsync(() => cluster.GetBlobClient("orders/bk1").DeleteAsync());
        var more = sas.Replace("sp=cw", "sp=rcw", StringComparison.Ordinal);
        var forged = new BlobContainerClient(new Uri($"{azurite.Endpoint}/exports?{more}"), Options());
        await RefusedAsync(() => forged.GetBlobClient("orders/bk1").DownloadContentAsync());
    }

    private static async Task<string> ReadAsync(BlobServiceClient service, string name) =>
        (await service.GetBlobContainerClient("exports").GetBlobClient(name).DownloadContentAsync()).Value.Content.ToString();

    private static async Task RefusedAsync(Func<Task> request) =>
        Assert.Equal(403, (await Assert.ThrowsAsync<Azure.RequestFailedException>(request)).Status);

    private static AbsSettings Settings(Azurite azurite)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["L:Container"] = "exports",
            ["L:AccountName"] = Account,
            ["L:MintSas"] = "Identity",
            ["L:BlobServiceUri"] = azurite.Endpoint.ToString(),
        }).Build();
        var report = new SettingsReport();
        return AbsSettings.Read(new SettingsReader(configuration.GetSection("L"), report))
            ?? throw new InvalidOperationException(string.Join('\n', report.Faults));
    }

    // The certificate is checked nowhere: it is the service's word on tokens that counts here.
    private static BlobClientOptions Options() => new()
    {
        Retry = { MaxRetries = 0 },
        Transport = new HttpClientTransport(new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        }),
    };

    /// <summary>A bearer token with the claims that the service looks at.</summary>
    private sealed class FixedIdentity : TokenCredential
    {
        public const string ObjectId = "11111111-2222-3333-4444-555555555555";

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            var now = DateTimeOffset.UtcNow;
            return new AccessToken(StorageToken.Create(ObjectId, now), now.AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }
}
