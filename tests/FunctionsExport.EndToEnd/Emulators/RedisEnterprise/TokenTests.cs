using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Security;

namespace FunctionsExport.EndToEnd.Emulators.RedisEnterprise;

/// <summary>Access tokens: how to get, use and renew them.</summary>
public sealed class TokenTests
{
    private const string Before782 = "7.8.0-10";
    private const string Right = $$"""{"username":"{{EmulatedCluster.Username}}","password":"{{EmulatedCluster.Password}}"}""";

    private static readonly Uri Bdb = new("/v1/bdbs/1", UriKind.Relative);
    private static readonly Uri Authorize = new("/v1/users/authorize", UriKind.Relative);
    private static readonly Uri Refresh = new("/v1/users/refresh_jwt", UriKind.Relative);

    [Theory]
    [InlineData("JWT")]
    [InlineData("jwt")]
    [InlineData("Bearer")]
    public async Task Token_logs_in_with_both_schemes(string scheme)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var client = cluster.ClientWith($"{scheme} {await TokenAsync(cluster)}");
        using var answer = await client.GetAsync(Bdb);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Scheme_that_is_off_is_401()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        var token = await TokenAsync(cluster);
        cluster.Emulator.Access.BearerScheme = false;
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(cluster, "Bearer " + token));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(cluster, "JWT " + token));
        cluster.Emulator.Access.JwtScheme = false;
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(cluster, "JWT " + token));
    }

    [Theory]
    [InlineData(null, 300)]
    [InlineData("{}", 300)]
    [InlineData("""{"ttl":2}""", 2)]
    [InlineData("""{"ttl":86400}""", 86_400)]
    public async Task Token_expires_after_its_ttl(string? body, int seconds)
    {
        var clock = new SetClock();
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync(change: options => options with { Time = clock });
        var accounts = cluster.Emulator.Tokens;
        using var client = cluster.ClientOf(EmulatedCluster.Username, EmulatedCluster.Password);
        var token = await TokenAsync(client, Authorize, body);
        clock.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.Equal(EmulatedCluster.Username, accounts.EmailOf(token));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(accounts.EmailOf(token));
    }

    [Theory]
    [InlineData("""{"ttl":0}""")]
    [InlineData("""{"ttl":86401}""")]
    [InlineData("""{"ttl":"60"}""")]
    [InlineData("""{"ttl":1.5}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task Ttl_that_is_wrong_is_400(string body)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var answer = await cluster.SendAsync(HttpMethod.Post, Authorize.ToString(), EmulatedCluster.Json(body));
        await ErrorAssert.IsAsync(HttpStatusCode.BadRequest, "invalid_schema", answer);
    }

    [Fact]
    public async Task Token_is_renewed_by_a_token_and_not_by_a_password()
    {
        var clock = new SetClock();
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync(change: options => options with { Time = clock });
        var first = cluster.Emulator.Tokens.Issue(EmulatedCluster.Username, 10);
        using var client = cluster.ClientWith("JWT " + first);
        var second = await TokenAsync(client, Refresh, """{"ttl":20}""");
        clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(cluster, "JWT " + first));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(cluster, "JWT " + second));
        using var late = await client.PostAsync(Refresh, null);
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
        using var password = await cluster.SendAsync(HttpMethod.Post, Refresh.ToString());
        Assert.Equal(HttpStatusCode.Unauthorized, password.StatusCode);
    }

    [Fact]
    public async Task Token_that_is_forged_or_revoked_is_401()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        var token = await TokenAsync(cluster);
        var parts = token.Split('.');
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(cluster, $"JWT {parts[0]}.{parts[1]}x.{parts[2]}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(cluster, $"JWT {parts[0]}.{parts[1]}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(cluster, "JWT"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(cluster, "JWT " + token));
        cluster.Emulator.Tokens.RevokeAll();
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(cluster, "JWT " + token));
    }

    [Fact]
    public async Task Since_7_8_2_credentials_in_the_body_are_not_looked_at()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var stranger = cluster.ClientWith(null);
        using var answer = await stranger.PostAsync(Authorize, EmulatedCluster.Json(Right));
        await ErrorAssert.IsAsync(HttpStatusCode.Unauthorized, "unauthorized", answer);
    }

    [Fact]
    public async Task Before_7_8_2_credentials_are_in_the_body()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync(
            change: options => options with { SoftwareVersion = Before782 });
        using var stranger = cluster.ClientWith(null);
        var token = await TokenAsync(stranger, Authorize, Right);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(cluster, "JWT " + token));
        using var without = await cluster.SendAsync(HttpMethod.Post, Authorize.ToString());
        await ErrorAssert.IsAsync(HttpStatusCode.BadRequest, "invalid_schema", without);
    }

    [Theory]
    [InlineData(Before782)]
    [InlineData("8.0.2-17")]
    public async Task Five_failures_to_get_a_token_lock_the_user(string version)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync(
            change: options => options with { SoftwareVersion = version });
        using var wrong = cluster.ClientOf(EmulatedCluster.Username, "wrong");
        for (var failure = 1; failure <= 5; failure++)
        {
            var body = $$"""{"username":"{{EmulatedCluster.Username}}","password":"wrong"}""";
            using var answer = await wrong.PostAsync(Authorize, EmulatedCluster.Json(body));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        Assert.True(cluster.Emulator.Accounts.IsLocked(EmulatedCluster.Username));
    }

    [Fact]
    public async Task Password_that_has_expired_is_told()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        Assert.True(cluster.Emulator.Accounts.ExpirePassword(EmulatedCluster.Username));
        using var token = await cluster.SendAsync(HttpMethod.Post, Authorize.ToString());
        await ErrorAssert.IsAsync(HttpStatusCode.Unauthorized, "password_expired", token);
        using var read = await cluster.SendAsync(HttpMethod.Get, "/v1/bdbs/1");
        await ErrorAssert.IsAsync(HttpStatusCode.Unauthorized, "password_expired", read);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.OK)]
    [InlineData(false, HttpStatusCode.Unauthorized)]
    public async Task Basic_that_is_off_is_401_but_may_get_a_token(bool getsTokens, HttpStatusCode expected)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        var before = await TokenAsync(cluster);
        cluster.Emulator.Access.BasicAuthentication = false;
        cluster.Emulator.Access.BasicGetsTokens = getsTokens;
        using var read = await cluster.SendAsync(HttpMethod.Get, "/v1/bdbs/1");
        await ErrorAssert.IsAsync(HttpStatusCode.Unauthorized, "unauthorized", read);
        using var token = await cluster.SendAsync(HttpMethod.Post, Authorize.ToString());
        Assert.Equal(expected, token.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(cluster, "Bearer " + before));
    }

    [Fact]
    public async Task Journal_says_by_what_a_user_came()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        var token = await TokenAsync(cluster);
        await GetAsync(cluster, "Bearer " + token);
        await GetAsync(cluster, null);
        Assert.Equal(
            [
                (EmulatedCluster.Username, LoginScheme.Basic),
                (EmulatedCluster.Username, LoginScheme.Bearer),
                (null, LoginScheme.None),
            ],
            cluster.Emulator.Journal.Entries.Select(entry => (entry.User, entry.Scheme)));
        Assert.DoesNotContain(cluster.Emulator.Journal.Entries, entry => entry.ToString().Contains(token, StringComparison.Ordinal));
    }

    private static async Task<HttpStatusCode> GetAsync(EmulatedCluster cluster, string? authorization)
    {
        using var client = cluster.ClientWith(authorization);
        using var answer = await client.GetAsync(Bdb);
        return answer.StatusCode;
    }

    private static async Task<string> TokenAsync(EmulatedCluster cluster)
    {
        using var client = cluster.ClientOf(EmulatedCluster.Username, EmulatedCluster.Password);
        return await TokenAsync(client, Authorize, null);
    }

    private static async Task<string> TokenAsync(HttpClient client, Uri path, string? body)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(path, content);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["access_token"]!;
    }
}
