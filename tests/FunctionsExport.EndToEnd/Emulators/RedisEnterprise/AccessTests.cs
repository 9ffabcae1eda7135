using System.Net;
using FunctionsExport.Emulators.Redis;
using FunctionsExport.Emulators.RedisEnterprise;
using FunctionsExport.Emulators.RedisEnterprise.Databases;
using FunctionsExport.Emulators.RedisEnterprise.Security;

namespace FunctionsExport.EndToEnd.Emulators.RedisEnterprise;

/// <summary>Logins by certificate, and roles that are limited to some databases.</summary>
public sealed class AccessTests
{
    private const string LimitedAccess = "8.2.0-46";

    private static readonly Uri Bdb = new("/v1/bdbs/1", UriKind.Relative);

    private static readonly EmulatedUser Exporter =
        new("exporter@example.com", "", UserRole.DbMember) { CertificateSubject = "CN=exporter,O=Example" };

    [Fact]
    public async Task Certificate_of_the_CA_logs_its_user_in()
    {
        using var shown = new ClientCertificate();
        await using var cluster = await StartAsync(shown, Exporter);
        using var client = cluster.ClientWith(null, shown.Certificate);
        using var answer = await client.GetAsync(Bdb);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var entry = Assert.Single(cluster.Emulator.Journal.Entries);
        Assert.Equal((Exporter.Email, LoginScheme.Certificate), (entry.User, entry.Scheme));
    }

    [Fact]
    public async Task Certificate_of_nobody_is_401()
    {
        using var shown = new ClientCertificate();
        await using var cluster = await StartAsync(shown, Exporter with { CertificateSubject = "CN=someone" });
        using var client = cluster.ClientWith(null, shown.Certificate);
        using var answer = await client.GetAsync(Bdb);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Certificate_of_another_CA_ends_the_connection()
    {
        using var trusted = new ClientCertificate();
        using var other = new ClientCertificate();
        await using var cluster = await StartAsync(trusted, Exporter);
        using var client = cluster.ClientWith(null, other.Certificate);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(Bdb));
        Assert.Empty(cluster.Emulator.Journal.Entries);
    }

    [Fact]
    public async Task Certificates_do_not_replace_passwords()
    {
        using var shown = new ClientCertificate();
        await using var cluster = await StartAsync(shown, Exporter);
        using var password = await cluster.SendAsync(HttpMethod.Get, "/v1/bdbs/1");
        Assert.Equal(HttpStatusCode.OK, password.StatusCode);
        using var empty = cluster.ClientOf(Exporter.Email, Exporter.Password);
        using var refused = await empty.GetAsync(Bdb);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task Database_that_the_role_does_not_cover_is_hidden(HttpStatusCode status)
    {
        await using var cluster = await StartLimitedAsync(UserRole.DbMember, [2]);
        cluster.Emulator.Answers.HiddenDatabaseStatus = (int)status;
        using var client = cluster.ClientOf("user@example.com", "pw");
        Assert.Equal("""[{"uid":2}]""", await client.GetStringAsync(new Uri("/v1/bdbs?fields=uid", UriKind.Relative)));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/v1/bdbs/2", UriKind.Relative))).StatusCode);
        Assert.Equal(status, (await client.GetAsync(Bdb)).StatusCode);
        var body = EmulatedCluster.Json(EmulatedCluster.LocationBody(cluster.Folder));
        Assert.Equal(status, (await client.PostAsync(new Uri("/v1/bdbs/1/actions/export", UriKind.Relative), body)).StatusCode);
        Assert.Equal(0, cluster.Database.ExportRequests);
    }

    [Theory]
    [InlineData("8.0.2-17", UserRole.DbMember, "8.2.0")]
    [InlineData(LimitedAccess, UserRole.ClusterMember, "ClusterMember")]
    public async Task Role_that_cannot_be_limited_is_refused(string version, object role, string named)
    {
        var user = new EmulatedUser("user@example.com", "pw", (UserRole)role) { Databases = [1] };
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => RedisEnterpriseEmulator.StartAsync(
            new RedisEnterpriseEmulatorOptions { SoftwareVersion = version, Users = [user] }));
        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificates_before_7_8_4_are_refused()
    {
        using var shown = new ClientCertificate();
        await Assert.ThrowsAsync<ArgumentException>(() => RedisEnterpriseEmulator.StartAsync(
            new RedisEnterpriseEmulatorOptions { SoftwareVersion = "7.8.2-34", ClientCaPem = shown.CaPem }));
    }

    [Theory]
    [InlineData("8.0", false)]
    [InlineData("8.0.x-1", false)]
    [InlineData("", false)]
    [InlineData("100.0.21-16135", true)]
    public async Task Version_is_checked(string version, bool good)
    {
        var start = RedisEnterpriseEmulator.StartAsync(new RedisEnterpriseEmulatorOptions { SoftwareVersion = version });
        if (good)
        {
            await using var emulator = await start;
            Assert.True(emulator.Endpoint.IsLoopback);
        }
        else
        {
            await Assert.ThrowsAsync<ArgumentException>(() => start);
        }
    }

    private static Task<EmulatedCluster> StartAsync(ClientCertificate certificate, EmulatedUser user) =>
        EmulatedCluster.StartWithoutServersAsync(
            users: [user], change: options => options with { ClientCaPem = certificate.CaPem });

    private static Task<EmulatedCluster> StartLimitedAsync(UserRole role, int[] databases) =>
        EmulatedCluster.StartWithoutServersAsync(
            users: [new EmulatedUser("user@example.com", "pw", role) { Databases = databases }],
            change: options => options with
            {
                SoftwareVersion = LimitedAccess,
                Databases =
                [
                    .. options.Databases,
                    new EmulatedDatabase { Uid = 2, Name = "other", Shards = [new RedisAddress("127.0.0.1", 1)] },
                ],
            });
}
