using System.Text.Json.Nodes;
using FunctionsExport.Configuration;
using FunctionsExport.Providers.RedisEnterprise.Locations;
using Microsoft.Extensions.Configuration;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Locations;

/// <summary>The value of <c>export_location</c> that each type sends, to the letter.</summary>
public sealed class LocationRequestTests
{
    private const string Id = Preparing.ExportId;

    [Theory]
    [InlineData("ftp://files.example.com/exports", "ftp://ex%40porter:p%40ss%3Aw%2F%C3%B6%25@files.example.com/exports/")]
    [InlineData("ftp://Files.example.com:2121", "ftp://ex%40porter:p%40ss%3Aw%2F%C3%B6%25@files.example.com:2121/")]
    [InlineData("ftps://10.0.0.7:990//srv/ö%20x/", "ftps://ex%40porter:p%40ss%3Aw%2F%C3%B6%25@10.0.0.7:990//srv/%C3%B6%20x/")]
    public Task Url_carries_user_and_password_percent_encoded(string url, string expected) => SendsAsync(
        "url", Locations.Url(url), new JsonObject { ["type"] = "url", ["url"] = expected });

    [Fact]
    public Task Url_without_a_user_carries_none() => SendsAsync(
        "url",
        [("Url", "ftp://files.example.com/exports/")],
        new JsonObject { ["type"] = "url", ["url"] = "ftp://files.example.com/exports/" });

    [Fact]
    public Task Sftp_carries_the_key_with_real_line_breaks() => SendsAsync(
        "sftp",
        Locations.Sftp,
        new JsonObject
        {
            ["type"] = "sftp",
            ["sftp_url"] = "sftp://exporter@files.example.com/exports/",
            ["key"] = Locations.PrivateKeyText,
        });

    [Fact]
    public Task Sftp_without_a_key_relies_on_the_clusters_own() => SendsAsync(
        "sftp",
        [("Url", "sftp://files.example.com:2222/exports/"), ("Username", "exporter"), ("Password", "p@ss")],
        new JsonObject { ["type"] = "sftp", ["sftp_url"] = "sftp://exporter:p%40ss@files.example.com:2222/exports/" });

    [Fact]
    public Task S3_writes_to_a_folder_of_the_exports_own() => SendsAsync(
        "s3",
        Locations.S3,
        new JsonObject
        {
            ["type"] = "s3",
            ["bucket_name"] = "exports",
            ["subdir"] = "redis/orders/" + Id,
            ["access_key_id"] = "AKIAEXAMPLE12345",
            ["secret_access_key"] = "secret/access+key",
            ["region_name"] = "eu-central-1",
        });

    [Fact]
    public Task S3_without_a_region_leaves_it_to_the_cluster() => SendsAsync(
        "s3",
        [("BucketName", "exports"), ("AccessKeyId", "AKIA"), ("SecretAccessKey", "s")],
        new JsonObject
        {
            ["type"] = "s3",
            ["bucket_name"] = "exports",
            ["subdir"] = Id,
            ["access_key_id"] = "AKIA",
            ["secret_access_key"] = "s",
        });

    [Fact]
    public Task Gs_carries_the_service_account() => SendsAsync(
        "gs",
        Locations.Gs,
        new JsonObject
        {
            ["type"] = "gs",
            ["bucket_name"] = "exports",
            ["subdir"] = "redis/" + Id,
            ["client_id"] = "1234",
            ["client_email"] = "exporter@project.iam.example.com",
            ["private_key_id"] = "key-id-secret",
            ["private_key"] = Locations.PrivateKeyText,
        });

    [Fact]
    public Task Abs_carries_the_key() => SendsAsync(
        "abs",
        Locations.Abs,
        new JsonObject
        {
            ["type"] = "abs",
            ["container"] = "exports",
            ["account_name"] = "account1",
            ["subdir"] = Id,
            ["account_key"] = Locations.AccountKey,
        });

    [Fact]
    public Task Abs_carries_a_given_token_without_its_question_mark() => SendsAsync(
        "abs",
        [("Container", "exports"), ("AccountName", "account1"), ("SasToken", "?" + Locations.SasToken), ("Subdir", "a/b")],
        new JsonObject
        {
            ["type"] = "abs",
            ["container"] = "exports",
            ["account_name"] = "account1",
            ["subdir"] = "a/b/" + Id,
            ["sas_token"] = Locations.SasToken,
        });

    [Fact]
    public Task Mount_point_carries_its_path() => SendsAsync(
        "mount_point", [("Path", "/mnt/exports/")], new JsonObject { ["type"] = "mount_point", ["path"] = "/mnt/exports" });

    [Fact]
    public async Task Minted_token_may_create_and_write_until_an_hour_after_the_deadline_and_the_key_stays_here()
    {
        var deadline = DateTimeOffset.UtcNow.AddHours(6);

        var request = await RequestAsync("abs", [.. Locations.Abs, ("MintSas", "AccountKey")], deadline);

        Assert.False(request.ContainsKey("account_key"));
        var token = System.Web.HttpUtility.ParseQueryString((string)request["sas_token"]!);
        Assert.Equal(("c", "cw", "https"), (token["sr"], token["sp"], token["spr"]));
        Assert.Equal(deadline.AddHours(1).ToString("yyyy-MM-ddTHH:mm:ssZ"), token["se"]);
        Assert.NotNull(token["sig"]);
    }

    [Fact]
    public async Task Minted_token_has_the_permissions_that_are_set()
    {
        var request = await RequestAsync(
            "abs", [.. Locations.Abs, ("MintSas", "AccountKey"), ("SasPermissions", "wrlc")], DateTimeOffset.UtcNow);

        Assert.Equal("rcwl", System.Web.HttpUtility.ParseQueryString((string)request["sas_token"]!)["sp"]);
    }

    private static async Task SendsAsync(string type, (string Key, string? Value)[] settings, JsonObject expected)
    {
        var request = await RequestAsync(type, settings, DateTimeOffset.UtcNow);

        Assert.True(JsonNode.DeepEquals(expected, request), request.ToJsonString());
    }

    private static async Task<JsonObject> RequestAsync(
        string type, (string Key, string? Value)[] settings, DateTimeOffset deadline)
    {
        var location = Read(type, settings);
        return await location.CreateRequestAsync(location.FolderOf(Id), deadline, CancellationToken.None);
    }

    private static IExportLocation Read(string type, (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Append(("Type", type)).Select(s => KeyValuePair.Create($"L:{s.Item1}", s.Item2)))
            .Build();
        var report = new SettingsReport();
        var location = ExportLocationParser.Read(
            new SettingsReader(configuration.GetSection("L"), report), TimeSpan.FromSeconds(5), TimeProvider.System);
        return location ?? throw new InvalidOperationException(string.Join('\n', report.Faults));
    }
}
