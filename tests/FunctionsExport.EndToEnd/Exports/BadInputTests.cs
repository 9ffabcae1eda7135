using System.Net;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Exports;

/// <summary>What the app is asked wrongly: a problem document each, and nothing started.</summary>
public sealed class BadInputTests(BadInputTests.Fixture fixture) : IClassFixture<BadInputTests.Fixture>
{
    [Theory]
    [InlineData("{", "application/json", 400, "malformed-json")]
    [InlineData("", "application/json", 400, "malformed-json")]
    [InlineData("[]", "application/json", 400, "wrong-type")]
    [InlineData("null", "application/json", 400, "wrong-type")]
    [InlineData("{}", "application/json", 400, "missing-field")]
    [InlineData("""{"source":""}""", "application/json", 400, "missing-field")]
    [InlineData("""{"source":"orders","fetsh":true}""", "application/json", 400, "unknown-field")]
    [InlineData("""{"source":"orders","endpoint":"https://elsewhere"}""", "application/json", 400, "unknown-field")]
    [InlineData("""{"source":1}""", "application/json", 400, "wrong-type")]
    [InlineData("""{"source":"orders","fetch":"yes"}""", "application/json", 400, "wrong-type")]
    [InlineData("""{"source":"orders","source":"orders"}""", "application/json", 400, "malformed-json")]
    [InlineData("""{"source":"nobody"}""", "application/json", 404, "unknown-source")]
    [InlineData("""{"source":"ORDERS"}""", "application/json", 404, "unknown-source")]
    [InlineData("""{"source":"../orders"}""", "application/json", 404, "unknown-source")]
    [InlineData("""{"source":"orders"}""", "text/plain", 415, "unsupported-content-type")]
    [InlineData("source=orders", "application/x-www-form-urlencoded", 415, "unsupported-content-type")]
    public async Task Bad_start_is_refused(string body, string contentType, int status, string code)
    {
        var answer = await fixture.World.Api.SendAsync(HttpMethod.Post, "api/exports", body, contentType);

        await AssertRefusedAsync(answer, status, code);
    }

    [Fact]
    public async Task Body_of_a_mebibyte_is_refused()
    {
        var body = $$"""{"source":"{{new string('x', 1024 * 1024)}}"}""";

        var answer = await fixture.World.Api.SendAsync(HttpMethod.Post, "api/exports", body);

        await AssertRefusedAsync(answer, 413, "body-too-large");
    }

    [Theory]
    [InlineData("orders-20260101T000000Z-abcdef")]
    [InlineData("nobody-20260101T000000Z-abcdef")]
    [InlineData("no-id-at-all")]
    [InlineData("orders-20260101T000000Z-abcdef:monitor")]
    [InlineData("orders-20261301T000000Z-abcdef")]
    [InlineData("%2e%2e%2fmanifest.json")]
    public async Task Id_that_was_never_issued_is_not_found(string id)
    {
        await AssertRefusedAsync(await fixture.World.Api.GetAsync(id), 404, "unknown-export");
        await AssertRefusedAsync(await fixture.World.Api.CancelAsync(id), 404, "unknown-export");
    }

    [Fact]
    public async Task Unknown_source_is_not_found()
    {
        var answer = await fixture.World.Api.SendAsync(HttpMethod.Get, "api/sources/nobody");

        await AssertRefusedAsync(answer, 404, "unknown-source");
    }

    [Fact]
    public async Task Health_and_sources_answer_without_secrets_or_addresses()
    {
        var health = await fixture.World.Api.SendAsync(HttpMethod.Get, "api/health");
        var sources = await fixture.World.Api.SendAsync(HttpMethod.Get, "api/sources");

        Assert.Equal(HttpStatusCode.OK, health.Status);
        Assert.Equal("ok", (string)health.Body["status"]!);
        var source = Assert.Single(sources.Body["sources"]!.AsArray())!;
        Assert.Equal("orders", (string)source["name"]!);
        Assert.Equal("RedisEnterprise", (string)source["provider"]!);
        Assert.DoesNotContain(fixture.World.Options.Password, sources.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.World.Cluster.Endpoint.Authority, sources.Text, StringComparison.Ordinal);
    }

    private async Task AssertRefusedAsync(ApiAnswer answer, int status, string code)
    {
        Assert.Equal(status, (int)answer.Status);
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.Equal(code, (string)answer.Body["code"]!);
        Assert.Equal(status, (int)answer.Body["status"]!);
        Assert.NotEmpty((string)answer.Body["detail"]!);

        Assert.Empty(fixture.World.Cluster.Journal.Entries);
        Assert.Empty(await fixture.ListStateAsync());
    }

    public sealed class Fixture : IAsyncLifetime
    {
        internal ExportWorld World { get; private set; } = null!;

        public async Task InitializeAsync() => World = await ExportWorld.StartAsync();

        public async Task DisposeAsync() => await World.DisposeAsync();

        /// <summary>The locks and records; none while nothing was started.</summary>
        internal async Task<IReadOnlyList<string>> ListStateAsync()
        {
            var names = new List<string>();
            if (await World.State.ExistsAsync())
            {
                await foreach (var blob in World.State.GetBlobsAsync())
                {
                    names.Add(blob.Name);
                }
            }

            return names;
        }
    }
}
