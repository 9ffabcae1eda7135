using System.Security.Cryptography.X509Certificates;
using FunctionsExport.Emulators.RedisEnterprise.Security;
using FunctionsExport.EndToEnd.Emulators.RedisEnterprise;
using FunctionsExport.Providers;

namespace FunctionsExport.EndToEnd.Contract;

/// <summary>The client logs in to the emulated cluster by each form.</summary>
public sealed class AuthenticationContractTests
{
    private static readonly (string, string?) Jwt = ("Authentication", "Jwt");

    [Theory]
    [InlineData("6.2.18-70")]
    [InlineData("7.4.2-104")]
    [InlineData("7.8.2-34")]
    [InlineData("8.2.0-46")]
    public async Task User_and_password_or_token_export_at_every_version(string version)
    {
        await using var cluster = await ContractCluster.StartAsync(1, o => o with { SoftwareVersion = version });

        await cluster.AssertExportsAsync(cluster.Client());
        await cluster.AssertExportsAsync(cluster.Client(Jwt));

        Assert.DoesNotContain(cluster.Emulator.Journal.Entries, e => e.Status == 401);
    }

    [Theory]
    [InlineData(true, LoginScheme.Jwt)]
    [InlineData(false, LoginScheme.Bearer)]
    internal async Task Token_goes_under_the_scheme_that_the_cluster_takes(bool jwtScheme, LoginScheme expected)
    {
        await using var cluster = await ContractCluster.StartAsync(1);
        cluster.Emulator.Access.JwtScheme = jwtScheme;

        await cluster.AssertExportsAsync(cluster.Client(Jwt));

        var export = Assert.Single(cluster.Emulator.Journal.Entries, e => e.Path.EndsWith("/actions/export", StringComparison.Ordinal));
        Assert.Equal(expected, export.Scheme);
    }

    [Fact]
    public async Task Token_exports_where_basic_authentication_is_off()
    {
        await using var cluster = await ContractCluster.StartAsync(1, o => o with { SoftwareVersion = "8.2.0-46" });
        cluster.Emulator.Access.BasicAuthentication = false;

        var fault = await ContractCluster.FaultAsync(() => cluster.Client().PrepareAsync(CancellationToken.None));
        Assert.Equal(FaultCodes.Unauthorized, fault.Code);
        Assert.Contains("Jwt or ClientCertificate", fault.Message, StringComparison.Ordinal);

        await using var other = await ContractCluster.StartAsync(1, o => o with { SoftwareVersion = "8.2.0-46" });
        other.Emulator.Access.BasicAuthentication = false;
        await other.AssertExportsAsync(other.Client(Jwt));
    }

    [Fact]
    public async Task Tokens_that_are_revoked_during_an_export_are_renewed()
    {
        await using var cluster = await ContractCluster.StartAsync(1);
        cluster.Database.Hold = true;
        var client = cluster.Client(Jwt);
        var preparation = await client.PrepareAsync(CancellationToken.None);
        cluster.Emulator.Tokens.RevokeAll();
        await client.StartAsync(preparation, CancellationToken.None);
        cluster.Emulator.Tokens.RevokeAll();
        cluster.Database.Hold = false;

        await ContractCluster.WaitAsync(client, preparation, p => p.State == ProviderState.Succeeded);

        Assert.Equal(1, cluster.Database.ExportsAccepted);
        Assert.Equal(3, cluster.Emulator.Journal.Entries.Count(e => e.Path == "/v1/users/authorize"));
    }

    [Fact]
    public async Task Client_certificate_exports_without_user_and_password()
    {
        using var certificate = new ClientCertificate();
        await using var cluster = await ContractCluster.StartAsync(1, o => o with
        {
            ClientCaPem = certificate.CaPem,
            Users = [new EmulatedUser("exporter@example.com", "", UserRole.DbMember) { CertificateSubject = ClientCertificate.Subject }],
        });

        await cluster.AssertExportsAsync(cluster.Client(Certificate(cluster, certificate)));

        Assert.All(cluster.Emulator.Journal.Entries, e => Assert.Equal(LoginScheme.Certificate, e.Scheme));
    }

    [Fact]
    public async Task Client_certificate_of_nobody_is_unauthorized()
    {
        using var certificate = new ClientCertificate();
        await using var cluster = await ContractCluster.StartWithoutServersAsync(o => o with { ClientCaPem = certificate.CaPem });

        var fault = await ContractCluster.FaultAsync(
            () => cluster.Client(Certificate(cluster, certificate)).PrepareAsync(CancellationToken.None));

        Assert.Equal(FaultCodes.Unauthorized, fault.Code);
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Jwt")]
    public async Task Wrong_password_locks_nobody_however_many_sources_have_it(string form)
    {
        await using var cluster = await ContractCluster.StartWithoutServersAsync();
        var clients = Enumerable.Range(0, 10)
            .Select(_ => cluster.Client(("Authentication", form), ("Password", "wrong"))).ToList();

        var faults = await Task.WhenAll(clients.Select(c => ContractCluster.FaultAsync(() => c.PrepareAsync(CancellationToken.None))));

        Assert.All(faults, f => Assert.Equal((FaultCodes.Unauthorized, false), (f.Code, f.Retry)));
        Assert.False(cluster.Emulator.Accounts.IsLocked(EmulatedCluster.Username));
        Assert.Single(cluster.Emulator.Journal.Entries);
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Jwt")]
    public async Task Expired_password_is_named(string form)
    {
        await using var cluster = await ContractCluster.StartWithoutServersAsync();
        cluster.Emulator.Accounts.ExpirePassword(EmulatedCluster.Username);

        var fault = await ContractCluster.FaultAsync(
            () => cluster.Client(("Authentication", form)).PrepareAsync(CancellationToken.None));

        Assert.Equal((FaultCodes.Unauthorized, "401 password_expired"), (fault.Code, fault.ProviderCode));
        Assert.Contains("has expired", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UserRole.Admin, null)]
    [InlineData(UserRole.ClusterMember, null)]
    [InlineData(UserRole.DbMember, null)]
    [InlineData(UserRole.ClusterViewer, FaultCodes.Forbidden)]
    [InlineData(UserRole.DbViewer, FaultCodes.Forbidden)]
    [InlineData(UserRole.UserManager, FaultCodes.Forbidden)]
    [InlineData(UserRole.None, FaultCodes.Forbidden)]
    internal async Task Role_decides_whether_an_export_starts(UserRole role, string? code)
    {
        var user = new EmulatedUser("user@example.com", "their-password", role);
        await using var cluster = await ContractCluster.StartAsync(1, o => o with { Users = [user] });
        var client = cluster.Client(("Username", user.Email), ("Password", user.Password));

        var thrown = await Record.ExceptionAsync(() => cluster.AssertExportsAsync(client));

        Assert.Equal(code, (thrown as ExportFaultException)?.Fault.Code);
        Assert.Equal(code is null, thrown is null);
    }

    [Theory]
    [InlineData(403, FaultCodes.Forbidden)]
    [InlineData(404, FaultCodes.DatabaseNotFound)]
    public async Task Database_that_the_role_does_not_cover_is_not_exported(int status, string code)
    {
        var user = new EmulatedUser("user@example.com", "their-password", UserRole.DbMember) { Databases = [2] };
        await using var cluster = await ContractCluster.StartAsync(1, o => o with { Users = [user], SoftwareVersion = "8.2.0-46" });
        cluster.Answers.HiddenDatabaseStatus = status;
        var client = cluster.Client(("Username", user.Email), ("Password", user.Password));

        Assert.Equal(code, (await ContractCluster.FaultAsync(() => client.PrepareAsync(CancellationToken.None))).Code);
    }

    private static (string, string?)[] Certificate(ContractCluster cluster, ClientCertificate certificate) =>
    [
        ("Username", null),
        ("Password", null),
        ("ClientCertificateFile", cluster.Write("client.pem", Pem(certificate.Certificate))),
    ];

    private static string Pem(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem();
    }
}
