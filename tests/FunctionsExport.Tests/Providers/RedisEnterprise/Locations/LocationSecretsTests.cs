using FunctionsExport.Tests.Providers.RedisEnterprise.Support;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Locations;

/// <summary>A cluster that repeats the request in its error gives no credential of the location away.</summary>
public sealed class LocationSecretsTests : ClusterTest
{
    private const string Start = "POST /v1/bdbs/7/actions/export";

    [Theory]
    [InlineData("sftp", "c2VjcmV0LWtleS1saW5l")]
    [InlineData("gs", "c2VjcmV0LWtleS1saW5l|key-id-secret")]
    public async Task Refusal_that_repeats_the_request_shows_no_secret(string type, string secrets)
    {
        Cluster.Clear(Start).On(Start, r => new StubAnswer(
            400, $"{{\"error_code\":\"invalid_schema\",\"description\":{System.Text.Json.JsonSerializer.Serialize(r.Body)}}}"));
        var provider = Source.WithLocation(type, Locations.Of(type)).Create();
        var preparation = await provider.PrepareAsync(CancellationToken.None);

        var thrown = await Fault.OfAsync(() => provider.StartAsync(preparation, CancellationToken.None));

        Assert.Contains("export_location", thrown.Fault.ProviderMessage, StringComparison.Ordinal);
        Assert.All(secrets.Split('|'), s => Assert.DoesNotContain(s, thrown.Fault.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("url", "p@ss:w/ö%|p%40ss%3Aw%2F%C3%B6%25")]
    [InlineData("s3", "secret/access+key|secret%2Faccess%2Bkey")]
    [InlineData("abs", Locations.AccountKey)]
    public async Task Credentials_in_what_a_cluster_says_are_scrubbed_however_they_are_written(string type, string secrets)
    {
        var location = Source.WithLocation(type, Locations.Of(type)).Create();
        var body = System.Text.Json.JsonSerializer.Serialize(string.Join(' ', secrets.Split('|')) + " of export_location");
        Cluster.Clear(Bdb.Call).On(Bdb.Call, new StubAnswer(400, $"{{\"error_code\":\"x\",\"description\":{body}}}"));

        var thrown = await Fault.OfAsync(() => location.PrepareAsync(CancellationToken.None));

        Assert.Contains("export_location", thrown.Fault.ProviderMessage, StringComparison.Ordinal);
        Assert.All(secrets.Split('|'), s => Assert.DoesNotContain(s, thrown.Fault.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Signature_of_a_token_made_for_one_export_is_masked() => Assert.Equal(
        "bad sas_token 'sv=1&sig=***&sp=cw', sig%3D***",
        FunctionsExport.Providers.RedisEnterprise.Locations.SasText.Mask("bad sas_token 'sv=1&sig=ab%2Bcd%3D&sp=cw', sig%3Dab%252Bcd"));

    [Theory]
    [InlineData("sftp")]
    [InlineData("gs")]
    public async Task Files_that_cannot_be_seen_are_recorded_by_their_pattern(string type)
    {
        var provider = Source.WithLocation(type, Locations.Of(type)).Create();
        var preparation = await provider.PrepareAsync(CancellationToken.None);

        var files = await provider.ListFilesAsync(preparation, CancellationToken.None);

        Assert.Equal(3, files.Count);
        Assert.Equal("bk*-7-orders-eu-2_of_3-*.rdb.gz", files[1].Name);
        Assert.Null(files[1].Size);
        Assert.EndsWith("/" + files[1].Name, files[1].Location, StringComparison.Ordinal);
    }
}
