using System.Net;

namespace FunctionsExport.EndToEnd.Emulators.RedisEnterprise;

/// <summary>Which bodies POST …/actions/export takes.</summary>
public sealed class ExportBodyTests
{
    private const string Gs = "\"client_id\":\"1\",\"client_email\":\"e\",\"private_key_id\":\"i\",\"private_key\":\"k\"";

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("{", "JSON")]
    [InlineData("[]", "object")]
    [InlineData("null", "object")]
    [InlineData("{}", "export_location")]
    [InlineData("""{"export_location":{"type":"mount_point","path":"/x"},"dry_run":true}""", "dry_run")]
    [InlineData("""{"export_location":{"type":"mount_point","path":"/x"},"email_notification":"yes"}""", "email_notification")]
    [InlineData("""{"export_location":{"type":"mount_point","path":"/x"},"export_location":{"type":"mount_point","path":"/y"}}""", "twice")]
    public async Task Body_that_is_wrong_is_400(string body, string named) => await RefusesAsync(body, named);

    [Theory]
    [InlineData("\"/backups\"", "export_location")]
    [InlineData("[]", "export_location")]
    [InlineData("{}", "type")]
    [InlineData("""{"type":1}""", "type")]
    [InlineData("""{"type":"ftp","url":"ftp://h/p"}""", "type")]
    [InlineData("""{"type":"swift","container":"c"}""", "type")]
    [InlineData("""{"type":"google_cloud_storage","bucket_name":"b"}""", "type")]
    [InlineData("""{"type":"mount_point"}""", "path")]
    [InlineData("""{"type":"mount_point","path":""}""", "path")]
    [InlineData("""{"type":"mount_point","path":7}""", "path")]
    [InlineData("""{"type":"mount_point","path":"/x","subdir":"y"}""", "subdir")]
    [InlineData("""{"type":"url"}""", "url")]
    [InlineData("""{"type":"url","url":"https://host/path"}""", "url")]
    [InlineData("""{"type":"url","url":"ftp://user@host/p@th"}""", "url")]
    [InlineData("""{"type":"url","url":"ftp://"}""", "url")]
    [InlineData("""{"type":"sftp","sftp_url":"ftp://host/"}""", "sftp_url")]
    [InlineData("""{"type":"s3","uri":"s3://bucket"}""", "bucket_name")]
    [InlineData("""{"type":"s3","bucket_name":"b","access_key_id":"a"}""", "secret_access_key")]
    [InlineData("""{"type":"s3","bucket_name":"b","access_key_id":"a","secret_access_key":"s","endpoint":"e"}""", "endpoint")]
    [InlineData("""{"type":"gs","bucket_name":"b"}""", "client_id")]
    [InlineData("""{"type":"abs","container":"c","account_name":"a"}""", "exactly one")]
    [InlineData("""{"type":"abs","container":"c","account_name":"a","account_key":"k","sas_token":"t"}""", "exactly one")]
    [InlineData("""{"type":"abs","account_name":"a","account_key":"k"}""", "container")]
    public async Task Location_that_is_wrong_is_400(string location, string named) =>
        await RefusesAsync($$"""{"export_location":{{location}}}""", named);

    [Theory]
    [InlineData("""{"type":"url","url":"ftp://user:secret@host:2121/a/b/"}""")]
    [InlineData("""{"type":"url","url":"ftps://host"}""")]
    [InlineData("""{"type":"sftp","sftp_url":"sftp://user@host:22/path/","key":"k"}""")]
    [InlineData("""{"type":"sftp","sftp_url":"sftp://user:secret@host"}""")]
    [InlineData("""{"type":"s3","bucket_name":"b","access_key_id":"a","secret_access_key":"s","subdir":"x","region_name":"r"}""")]
    [InlineData("{\"type\":\"gs\",\"bucket_name\":\"b\"," + Gs + "}")]
    [InlineData("""{"type":"abs","container":"c","account_name":"a","account_key":"k","subdir":"x"}""")]
    [InlineData("""{"type":"abs","container":"c","account_name":"a","sas_token":"t"}""")]
    public async Task Location_of_a_documented_form_is_accepted(string location)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var answer = await cluster.PostExportAsync($$"""{"export_location":{{location}}}""");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1, cluster.Database.ExportsAccepted);
    }

    [Theory]
    [InlineData("7.2.4-92", HttpStatusCode.BadRequest)]
    [InlineData("7.4.2-216", HttpStatusCode.OK)]
    public async Task Region_name_came_with_7_4_2(string version, HttpStatusCode status)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync(
            change: options => options with { SoftwareVersion = version });
        const string Location =
            """{"type":"s3","bucket_name":"b","access_key_id":"a","secret_access_key":"s","region_name":"r"}""";
        using var answer = await cluster.PostExportAsync($$"""{"export_location":{{Location}}}""");
        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("text/html", HttpStatusCode.BadRequest)]
    [InlineData("application/json;q=0", HttpStatusCode.BadRequest)]
    [InlineData("application/json", HttpStatusCode.OK)]
    [InlineData("text/html, application/*;q=0.5", HttpStatusCode.OK)]
    [InlineData("*/*", HttpStatusCode.OK)]
    public async Task Accept_must_allow_JSON(string accept, HttpStatusCode status)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var client = cluster.ClientOf(EmulatedCluster.Username, EmulatedCluster.Password);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", accept);
        using var answer = await client.GetAsync(new Uri("/v1/bdbs/1", UriKind.Relative));
        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Content_type_that_is_not_JSON_is_400(string? type)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        var content = EmulatedCluster.Json(EmulatedCluster.LocationBody(cluster.Folder));
        content.Headers.ContentType = type is null ? null : new(type);
        using var answer = await cluster.SendAsync(HttpMethod.Post, "/v1/bdbs/1/actions/export", content);
        var description = await ErrorAssert.IsAsync(HttpStatusCode.BadRequest, "invalid_schema", answer);
        Assert.Contains("Content-Type", description, StringComparison.Ordinal);
        Assert.Equal(0, cluster.Database.ExportsAccepted);
    }

    [Fact]
    public async Task Reset_needs_no_body_and_takes_none_but_JSON()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var without = await cluster.PutResetAsync();
        Assert.Equal(HttpStatusCode.OK, without.StatusCode);
        using var with = await cluster.SendAsync(
            HttpMethod.Put, "/v1/bdbs/1/actions/export_reset_status", new StringContent("x"));
        await ErrorAssert.IsAsync(HttpStatusCode.BadRequest, "invalid_schema", with);
    }

    private static async Task RefusesAsync(string body, string named)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var answer = await cluster.PostExportAsync(body);
        var description = await ErrorAssert.IsAsync(HttpStatusCode.BadRequest, "invalid_schema", answer);
        Assert.Contains(named, description, StringComparison.Ordinal);
        Assert.Equal(0, cluster.Database.ExportsAccepted);
        Assert.Equal("", await cluster.GetStatusAsync());
    }
}
