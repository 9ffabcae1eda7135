using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Api;

/// <summary>Authentication by a certificate in the TLS handshake.</summary>
public sealed class ClientCertificateTests : IAsyncLifetime
{
    private const string FilePassword = "file password";
    private static readonly X509Certificate2 Certificate = MakeCertificate("exporter");
    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);

    private ClusterStub _cluster = null!;
    private TestSource _source = null!;

    public async Task InitializeAsync()
    {
        _cluster = (await ClusterStub.StartAsync(asksForCertificate: true)).AnswersWell();
        _source = new TestSource(_cluster.Endpoint).With("Username", null).With("Password", null)
            .With("Authentication", "ClientCertificate");
    }

    public async Task DisposeAsync()
    {
        _source.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Pem_file_with_certificate_and_key_logs_in()
    {
        await AssertLogsInAsync(Write("client.pem", Certificate.ExportCertificatePem() + "\n" + Key()));
    }

    [Fact]
    public async Task Pem_files_of_certificate_and_key_log_in()
    {
        _source.With("ClientCertificateKeyFile", Write("client.key", Key()));

        await AssertLogsInAsync(Write("client.pem", Certificate.ExportCertificatePem()));
    }

    [Fact]
    public async Task Pem_file_with_an_encrypted_key_logs_in()
    {
        using var key = Certificate.GetRSAPrivateKey()!;
        _source.With("ClientCertificatePassword", FilePassword);

        await AssertLogsInAsync(Write(
            "client.pem", Certificate.ExportCertificatePem() + "\n" + key.ExportEncryptedPkcs8PrivateKeyPem(FilePassword, Encryption)));
    }

    [Theory]
    [InlineData(FilePassword)]
    [InlineData(null)]
    public async Task Pfx_file_logs_in(string? password)
    {
        _source.With("ClientCertificatePassword", password);

        await AssertLogsInAsync(Write("client.pfx", Certificate.Export(X509ContentType.Pkcs12, password)));
    }

    [Fact]
    public async Task Form_need_not_be_named_when_only_a_certificate_is_set()
    {
        _source.With("Authentication", null);

        await AssertLogsInAsync(Write("client.pfx", Certificate.Export(X509ContentType.Pkcs12)));
    }

    [Fact]
    public async Task Certificate_that_is_not_accepted_is_unauthorized()
    {
        _cluster.Clear(Bdb.Call).On(Bdb.Call, 401);
        var provider = _source.With("ClientCertificateFile", Write("client.pfx", Certificate.Export(X509ContentType.Pkcs12))).Create();

        var thrown = await Fault.OfAsync(() => provider.PrepareAsync(CancellationToken.None));

        Assert.Equal((FaultCodes.Unauthorized, false), (thrown.Fault.Code, thrown.Fault.Retry));
        Assert.Contains(TestSource.NameOf("ClientCertificateFile"), thrown.Fault.Message, StringComparison.Ordinal);
        Assert.Single(_cluster.Calls);
    }

    [Fact]
    public async Task Certificate_whose_user_may_not_export_is_forbidden()
    {
        _cluster.Clear(Bdb.Call).On(Bdb.Call, 403);
        var provider = _source.With("ClientCertificateFile", Write("client.pfx", Certificate.Export(X509ContentType.Pkcs12))).Create();

        var thrown = await Fault.OfAsync(() => provider.PrepareAsync(CancellationToken.None));

        Assert.Contains(TestSource.NameOf("ClientCertificateFile"), thrown.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encrypted_key_without_its_password_is_refused()
    {
        using var key = Certificate.GetRSAPrivateKey()!;
        var pem = Certificate.ExportCertificatePem() + "\n" + key.ExportEncryptedPkcs8PrivateKeyPem(FilePassword, Encryption);

        AssertFault(Write("client.pem", pem), "ClientCertificatePassword is missing or wrong");
    }

    [Fact]
    public void Pfx_with_a_wrong_password_is_refused()
    {
        _source.With("ClientCertificatePassword", "wrong");

        AssertFault(Write("client.pfx", Certificate.Export(X509ContentType.Pkcs12, FilePassword)), "is missing or wrong");
    }

    [Fact]
    public void Key_of_another_certificate_is_refused()
    {
        using var other = RSA.Create(2048);

        AssertFault(
            Write("client.pem", Certificate.ExportCertificatePem() + "\n" + other.ExportPkcs8PrivateKeyPem()),
            "no private key that belongs to the certificate");
    }

    [Fact]
    public void Pem_without_a_key_is_refused() =>
        AssertFault(Write("client.pem", Certificate.ExportCertificatePem()), "without a private key");

    [Fact]
    public void Pfx_without_a_key_is_refused()
    {
        var bare = X509CertificateLoader.LoadCertificate(Certificate.RawData);

        AssertFault(Write("client.pfx", bare.Export(X509ContentType.Pkcs12)), "without a private key");
    }

    [Fact]
    public void Pfx_with_a_key_file_is_refused()
    {
        _source.With("ClientCertificateKeyFile", Write("client.key", Key()));

        AssertFault(
            Write("client.pfx", Certificate.Export(X509ContentType.Pkcs12)), "has no place beside a PFX file", "ClientCertificateKeyFile");
    }

    [Theory]
    [InlineData("")]
    [InlineData("neither")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void File_that_is_neither_is_refused(string content) =>
        AssertFault(Write("client.pem", content), "cannot be read: the file is damaged");

    [Fact]
    public void File_that_does_not_exist_is_refused() =>
        AssertFault(_source.Folder.File("no-such.pem"), "names a file that does not exist");

    [Fact]
    public void File_that_is_a_folder_is_refused() => AssertFault(_source.Folder.Path, "names a file that cannot be read");

    [Fact]
    public void File_is_required() => AssertFault(null, "is missing");

    private static X509Certificate2 MakeCertificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    private static string Key()
    {
        using var key = Certificate.GetRSAPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem();
    }

    private string Write(string name, string content) => Write(name, System.Text.Encoding.ASCII.GetBytes(content));

    private string Write(string name, byte[] content)
    {
        File.WriteAllBytes(_source.Folder.File(name), content);
        return _source.Folder.File(name);
    }

    private async Task AssertLogsInAsync(string path)
    {
        await _source.With("ClientCertificateFile", path).Create().PrepareAsync(CancellationToken.None);

        Assert.All(_cluster.Requests, r => Assert.Equal(Certificate.Thumbprint, r.ClientThumbprint));
        Assert.All(_cluster.Requests, r => Assert.False(r.Headers.ContainsKey("Authorization")));
    }

    private void AssertFault(string? path, string fault, string setting = "ClientCertificateFile")
    {
        Assert.Null(_source.With("ClientCertificateFile", path).TryCreate());
        var only = Assert.Single(_source.Faults);
        Assert.StartsWith($"{TestSource.NameOf(setting)} ", only, StringComparison.Ordinal);
        Assert.Contains(fault, only, StringComparison.Ordinal);
        Assert.DoesNotContain(FilePassword, only, StringComparison.Ordinal);
    }
}
