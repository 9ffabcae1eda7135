using System.Net;
using FunctionsExport.Emulators.RedisEnterprise.Security;

namespace FunctionsExport.EndToEnd.Emulators.RedisEnterprise;

public sealed class AuthenticationTests
{
    private static readonly Uri Bdb = new("/v1/bdbs/1", UriKind.Relative);
    private static readonly Uri Export = new("/v1/bdbs/1/actions/export", UriKind.Relative);
    private static readonly Uri Reset = new("/v1/bdbs/1/actions/export_reset_status", UriKind.Relative);

    [Theory]
    [InlineData(null, null)]
    [InlineData(EmulatedCluster.Username, "wrong")]
    [InlineData(EmulatedCluster.Username, "")]
    [InlineData("nobody@example.com", EmulatedCluster.Password)]
    public async Task Credentials_that_are_missing_or_wrong_are_401(string? username, string? password)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var client = cluster.ClientOf(username, password);
        foreach (var path in new[] { "/v1/bdbs", "/v1/bdbs/1", "/v1/cluster", "/v1/no-such-path" })
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            await ErrorAssert.IsAsync(HttpStatusCode.Unauthorized, "unauthorized", answer);
        }

        using var export = await client.PostAsync(Export, EmulatedCluster.Json(EmulatedCluster.LocationBody(cluster.Folder)));
        Assert.Equal(HttpStatusCode.Unauthorized, export.StatusCode);
        Assert.Equal(0, cluster.Database.ExportsAccepted);
    }

    [Theory]
    [InlineData("Bearer abc")]
    [InlineData("Basic")]
    [InlineData("Basic ???")]
    [InlineData("Basic bm9jb2xvbg==")]
    public async Task Header_that_is_not_Basic_credentials_is_401(string header)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var client = cluster.ClientOf(null, null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        using var answer = await client.GetAsync(Bdb);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Five_failures_lock_the_user_until_it_is_released()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var wrong = cluster.ClientOf(EmulatedCluster.Username, "wrong");
        using var right = cluster.ClientOf(EmulatedCluster.Username, EmulatedCluster.Password);
        for (var failure = 1; failure <= 5; failure++)
        {
            Assert.False(cluster.Emulator.Accounts.IsLocked(EmulatedCluster.Username));
            using var answer = await wrong.GetAsync(Bdb);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        using var locked = await right.GetAsync(Bdb);
        await ErrorAssert.IsAsync(HttpStatusCode.Unauthorized, "unauthorized", locked);
        cluster.Emulator.Accounts.Release(EmulatedCluster.Username);
        using var released = await right.GetAsync(Bdb);
        Assert.Equal(HttpStatusCode.OK, released.StatusCode);
    }

    [Theory]
    [InlineData(nameof(UserRole.Admin), 200, 200, 200)]
    [InlineData(nameof(UserRole.ClusterMember), 200, 200, 200)]
    [InlineData(nameof(UserRole.DbMember), 200, 200, 200)]
    [InlineData(nameof(UserRole.ClusterViewer), 200, 403, 403)]
    [InlineData(nameof(UserRole.DbViewer), 200, 403, 403)]
    [InlineData(nameof(UserRole.UserManager), 200, 403, 403)]
    [InlineData(nameof(UserRole.None), 403, 403, 403)]
    public async Task Role_decides_what_is_allowed(string role, int read, int reset, int export)
    {
        var user = new EmulatedUser("user@example.com", "pw", Enum.Parse<UserRole>(role));
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync(users: [user]);
        using var client = cluster.ClientOf(user.Email, user.Password);
        foreach (var path in new[] { "/v1/bdbs", "/v1/bdbs/1", "/v1/cluster", "/v1/nodes", "/v1/modules" })
        {
            Assert.Equal(read, (int)(await client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
        }

        Assert.Equal(reset, (int)(await client.PutAsync(Reset, null)).StatusCode);
        var body = EmulatedCluster.Json(EmulatedCluster.LocationBody(cluster.Folder));
        Assert.Equal(export, (int)(await client.PostAsync(Export, body)).StatusCode);
        Assert.Equal(export == 200 ? 1 : 0, cluster.Database.ExportsAccepted);
    }

    [Fact]
    public async Task Client_that_does_not_trust_the_certificate_fails()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var client = new HttpClient { BaseAddress = cluster.Emulator.Endpoint };
        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(Bdb));
        Assert.Equal(HttpRequestError.SecureConnectionError, exception.HttpRequestError);
    }

    [Fact]
    public async Task Certificate_is_good_for_localhost_too()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        var endpoint = new UriBuilder(cluster.Emulator.Endpoint) { Host = "localhost" }.Uri;
        using var client = ApiClient.Create(
            endpoint, cluster.Emulator.CertificatePem, EmulatedCluster.Username, EmulatedCluster.Password);
        using var answer = await client.GetAsync(Bdb);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
