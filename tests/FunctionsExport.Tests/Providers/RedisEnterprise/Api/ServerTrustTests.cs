using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Api;

public sealed class ServerTrustTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Self_signed_certificate_in_the_file_is_trusted()
    {
        using var certificate = TestCertificates.SelfSigned("localhost");

        Assert.Null(await FaultAsync(certificate, [certificate]));
    }

    [Fact]
    public async Task Certificate_of_an_authority_in_the_file_is_trusted()
    {
        using var authority = TestCertificates.Authority("cluster CA");
        using var other = TestCertificates.Authority("other CA");
        using var certificate = TestCertificates.SignedBy(authority, "localhost");

        Assert.Null(await FaultAsync(certificate, [other, authority]));
    }

    [Fact]
    public async Task Certificate_of_another_authority_is_refused()
    {
        using var authority = TestCertificates.Authority("cluster CA");
        using var sameName = TestCertificates.Authority("cluster CA");
        using var certificate = TestCertificates.SignedBy(authority, "localhost");

        AssertRefused(await FaultAsync(certificate, [sameName]), "CaFile", "does not chain");
    }

    [Fact]
    public async Task Self_signed_certificate_not_in_the_file_is_refused()
    {
        using var certificate = TestCertificates.SelfSigned("localhost");
        using var other = TestCertificates.SelfSigned("localhost");

        AssertRefused(await FaultAsync(certificate, [other]), "CaFile", "does not chain");
    }

    [Fact]
    public async Task Self_signed_certificate_is_refused_without_a_file()
    {
        using var certificate = TestCertificates.SelfSigned("localhost");

        AssertRefused(await FaultAsync(certificate, null), "CaFile", "signs its own");
    }

    [Fact]
    public async Task Trusted_certificate_of_another_host_is_refused()
    {
        using var certificate = TestCertificates.SelfSigned("elsewhere.example.com");

        AssertRefused(await FaultAsync(certificate, [certificate]), "Endpoint", "another name");
    }

    [Fact]
    public async Task Trusted_certificate_that_has_expired_is_refused()
    {
        using var certificate = TestCertificates.SelfSigned("localhost", validForDays: -2);

        AssertRefused(await FaultAsync(certificate, [certificate]), null, "expired");
    }

    [Theory]
    [InlineData("localhost", 30)]
    [InlineData("elsewhere.example.com", 30)]
    [InlineData("localhost", -2)]
    public async Task Pinned_certificate_is_trusted_whatever_its_name_and_dates(string host, int days)
    {
        using var certificate = TestCertificates.SelfSigned(host, days);

        Assert.Null(await FaultAsync(certificate, null, "CertificateThumbprint", Pin(certificate)));
    }

    [Fact]
    public async Task Pins_may_be_several_and_written_with_colons()
    {
        using var certificate = TestCertificates.SelfSigned("localhost");
        using var next = TestCertificates.SelfSigned("localhost");
        var colons = string.Join(':', Pin(certificate).ToLowerInvariant().Chunk(2).Select(c => new string(c)));

        Assert.Null(await FaultAsync(certificate, null, "CertificateThumbprint", $"{Pin(next)}, {colons}"));
    }

    [Fact]
    public async Task Certificate_that_is_not_the_pinned_one_is_refused()
    {
        using var certificate = TestCertificates.SelfSigned("localhost");
        using var other = TestCertificates.SelfSigned("localhost");

        AssertRefused(
            await FaultAsync(certificate, null, "CertificateThumbprint", Pin(other)), "CertificateThumbprint", "is not the one in");
    }

    [Fact]
    public async Task Certificate_of_a_pinned_authority_is_refused()
    {
        using var authority = TestCertificates.Authority("cluster CA");
        using var certificate = TestCertificates.SignedBy(authority, "localhost");

        AssertRefused(
            await FaultAsync(certificate, null, "CertificateThumbprint", Pin(authority)), "CertificateThumbprint", "is not the one in");
    }

    [Fact]
    public async Task Any_certificate_is_accepted_where_that_is_allowed()
    {
        using var certificate = TestCertificates.SelfSigned("elsewhere.example.com", validForDays: -2);

        Assert.Null(await FaultAsync(certificate, null, "AllowUntrustedCertificate", "true"));
    }

    private static string Pin(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    private async Task<ExportFaultException?> FaultAsync(
        X509Certificate2 server, X509Certificate2[]? trusted, string key = "CertificateThumbprint", string? value = null)
    {
        await using var stub = (await ClusterStub.StartAsync(server)).AnswersWell();
        using var source = new TestSource(stub.Endpoint)
            .With("CaFile", trusted is null ? null : TestCertificates.WritePem(_folder.File("ca.pem"), trusted))
            .With(key, value);
        var thrown = await Record.ExceptionAsync(() => source.Create().PrepareAsync(CancellationToken.None));
        Assert.Equal(thrown is null, stub.Requests.Count > 0);
        return thrown is null ? null : Assert.IsType<ExportFaultException>(thrown);
    }

    private static void AssertRefused(ExportFaultException? thrown, string? setting, string message)
    {
        Assert.NotNull(thrown);
        Assert.Equal(FaultCodes.CertificateNotTrusted, thrown.Fault.Code);
        Assert.Equal(RequestFate.NotSent, thrown.Fate);
        Assert.False(thrown.Fault.Retry);
        Assert.Contains(message, thrown.Fault.Message, StringComparison.Ordinal);
        Assert.Contains(setting is null ? "" : TestSource.NameOf(setting), thrown.Fault.Message, StringComparison.Ordinal);
        Fault.ShowsNothing(thrown.Fault);
    }
}
