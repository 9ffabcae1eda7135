using FunctionsExport.Providers;
using FunctionsExport.Providers.RedisEnterprise;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Settings;

public sealed class RedisEnterpriseSettingsTests : IDisposable
{
    private readonly TestSource _source = new();

    public void Dispose() => _source.Dispose();

    [Fact]
    public void Registration_offers_the_factory_once()
    {
        using var services = new ServiceCollection().AddLogging().AddRedisEnterprise().AddRedisEnterprise().BuildServiceProvider();

        var factory = Assert.Single(services.GetServices<IExportProviderFactory>());

        Assert.Equal("RedisEnterprise", factory.Name);
    }

    [Fact]
    public void Section_that_is_complete_makes_a_provider()
    {
        var provider = _source.Create();

        Assert.Equal(new DatabaseIdentity("RedisEnterprise", "https://localhost:9443", "7"), provider.Database);
        Assert.Equal("mount_point /mnt/exports", provider.Destination);
        Assert.Empty(_source.Faults);
    }

    [Theory]
    [InlineData("https://cluster.example.com", "https://cluster.example.com:9443")]
    [InlineData("https://cluster.example.com/", "https://cluster.example.com:9443")]
    [InlineData("HTTPS://Cluster.Example.COM:8443", "https://cluster.example.com:8443")]
    [InlineData("https://cluster.example.com:443", "https://cluster.example.com:443")]
    [InlineData("https://cluster.example.com:443/", "https://cluster.example.com:443")]
    [InlineData("https://10.0.0.7", "https://10.0.0.7:9443")]
    [InlineData("https://[2001:db8::7]", "https://[2001:db8::7]:9443")]
    [InlineData("https://[2001:db8::7]:443", "https://[2001:db8::7]:443")]
    public void Endpoint_has_one_form_and_port_9443_unless_it_names_another(string endpoint, string expected)
    {
        Assert.Equal(expected, _source.With("Endpoint", endpoint).Create().Database.Endpoint);
    }

    [Theory]
    [InlineData("http://cluster.example.com:9443", "must begin with https://")]
    [InlineData("ftp://cluster.example.com", "must begin with https://")]
    [InlineData("cluster.example.com", "is not a URL")]
    [InlineData("https://", "is not a URL")]
    [InlineData("https://cluster.example.com:99999", "is not a URL")]
    [InlineData("https://admin:hunter2@cluster.example.com", "must not carry a user or password")]
    [InlineData("https://@cluster.example.com", "must not carry a user or password")]
    [InlineData("https://cluster.example.com/v1", "must end after the host and port")]
    [InlineData("https://cluster.example.com?x=1", "must end after the host and port")]
    [InlineData("https://cluster.example.com/#x", "must end after the host and port")]
    public void Endpoint_with_a_fault_is_refused_and_not_repeated(string endpoint, string fault)
    {
        AssertFault("Endpoint", endpoint, fault);
        Assert.DoesNotContain("hunter2", _source.Faults[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Endpoint", null, "is missing")]
    [InlineData("DatabaseId", null, "is missing")]
    [InlineData("DatabaseId", "0", "must be a whole number from 1")]
    [InlineData("DatabaseId", "-7", "must be a whole number from 1")]
    [InlineData("DatabaseId", "orders", "must be a whole number from 1")]
    [InlineData("DatabaseId", "99999999999", "must be a whole number from 1")]
    [InlineData("Username", null, "is missing")]
    [InlineData("Username", "a:b", "must not contain a colon")]
    [InlineData("Password", null, "is missing")]
    [InlineData("Password", "", "is missing")]
    [InlineData("EmailNotification", "perhaps", "must be true or false")]
    [InlineData("RequestTimeout", "00:00:00.5", "must be a time from 00:00:01 to 00:00:40")]
    [InlineData("RequestTimeout", "00:00:41", "must be a time from 00:00:01 to 00:00:40")]
    [InlineData("RequestTimeout", "30", "must be a time from 00:00:01 to 00:00:40")]
    [InlineData("CaFile", "/no/such/file.pem", "names a file that does not exist")]
    [InlineData("ExportLocation:Type", null, "is missing")]
    [InlineData("ExportLocation:Type", "swift", "which Redis Enterprise itself has not supported since version 6.2.4")]
    [InlineData("ExportLocation:Type", "ftp", "is 'ftp', which is not known; the types are url, sftp, s3, gs, abs, mount_point")]
    [InlineData("ExportLocation:Path", null, "is missing")]
    [InlineData("ExportLocation:Path", "exports", "must be an absolute path")]
    [InlineData("ExportLocation:Path", "/mnt/../etc", "must be an absolute path")]
    [InlineData("ExportLocation:Path", "/mnt/a\u0000b", "must be an absolute path")]
    [InlineData("ExportLocation:LocalPath", "exports", "must be an absolute path")]
    public void Setting_with_a_fault_is_refused_by_its_name(string key, string? value, string fault) =>
        AssertFault(key, value, fault);

    [Theory]
    [InlineData("https://n1, https://n2:9000")]
    [InlineData("https://n1,https://n2:9000,")]
    [InlineData("https://n1,https://N1:9443/,https://n2:9000")]
    public void Endpoints_are_a_list_with_commas(string list)
    {
        _source.With("Endpoint", null).With("Endpoints", list).Create();

        Assert.Empty(_source.Faults);
    }

    [Fact]
    public void Endpoints_may_be_settings_of_their_own_beside_Endpoint()
    {
        _source.With("Endpoints:0", "https://n1").With("Endpoints:1", "https://n2").Create();

        Assert.Empty(_source.Faults);
    }

    [Theory]
    [InlineData("Endpoints", "https://n1,http://n2", "must begin with https://")]
    [InlineData("Endpoints", "https://n1,https://admin:hunter2@n2", "must not carry a user or password")]
    [InlineData("Endpoints:3", "n2", "is not a URL")]
    public void Endpoint_of_a_list_with_a_fault_is_refused(string key, string value, string fault)
    {
        AssertFault(key, value, fault);
        Assert.DoesNotContain("hunter2", _source.Faults[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authentication", "Digest", "must be one of Basic, Jwt, ClientCertificate, but is 'Digest'")]
    [InlineData("Authentication", "1", "must be one of")]
    [InlineData("ClientCertificatePassword", "secret-1", "has no place beside the authentication Basic")]
    [InlineData("ClientCertificateKeyFile", "/x.key", "has no place beside the authentication Basic")]
    [InlineData("CertificateThumbprint", "ABCD", "must be the certificate's SHA-256 thumbprint")]
    [InlineData("CertificateThumbprint", ",", "must be the certificate's SHA-256 thumbprint")]
    [InlineData("AllowUntrustedCertificate", "yes", "must be true or false")]
    public void Setting_of_trust_or_login_with_a_fault_is_refused(string key, string value, string fault)
    {
        _source.With("CaFile", null);
        AssertFault(key, value, fault);
        Assert.DoesNotContain("secret-1", _source.Faults[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("basic")]
    [InlineData("JWT")]
    public void Authentication_is_named_in_any_case(string form)
    {
        _source.With("Authentication", form).Create();

        Assert.Empty(_source.Faults);
    }

    [Fact]
    public void Certificate_and_user_together_are_refused()
    {
        Assert.Null(_source.With("ClientCertificateFile", "/x.pem").TryCreate());

        string[] refused = ["Username", "Password"];
        Assert.All(refused, key => Assert.Contains(
            _source.Faults,
            f => f.StartsWith(TestSource.NameOf(key) + " has no place beside the authentication ClientCertificate", StringComparison.Ordinal)));
    }

    [Fact]
    public void Pin_has_no_place_beside_a_CaFile() =>
        AssertFault("CertificateThumbprint", new string('A', 64), "has no place beside CaFile");

    [Fact]
    public void Any_certificate_has_no_place_beside_a_CaFile() =>
        AssertFault("AllowUntrustedCertificate", "true", "has no place beside CaFile");

    [Theory]
    [InlineData("https://localhost:9443", null)]
    [InlineData("https://127.0.0.1", null)]
    [InlineData("https://[::1]", null)]
    [InlineData("https://cluster.example.com", "is for clusters on this machine only")]
    [InlineData("https://10.0.0.1", "is for clusters on this machine only")]
    [InlineData("https://localhost.example.com", "is for clusters on this machine only")]
    [InlineData("https://localhost,https://n2", "is for clusters on this machine only")]
    public void Any_certificate_is_for_loopback_endpoints(string endpoints, string? fault)
    {
        _source.With("CaFile", null).With("AllowUntrustedCertificate", "true").With("Endpoint", null);
        if (fault is not null)
        {
            _source.With("Endpoints", endpoints);
            AssertFault("AllowUntrustedCertificate", "true", fault);
            return;
        }

        _source.With("Endpoints", endpoints).Create();
        Assert.Empty(_source.Faults);
    }

    [Fact]
    public void Unknown_settings_are_reported()
    {
        _source.With("Pasword", "x").With("ExportLocation:Url", "ftp://x").TryCreate();

        Assert.Contains(
            _source.Faults,
            f => f.StartsWith(TestSource.NameOf("Pasword") + " is not a setting", StringComparison.Ordinal));
        Assert.Contains(
            _source.Faults,
            f => f.StartsWith(TestSource.NameOf("ExportLocation:Url") + " is not a setting", StringComparison.Ordinal));
    }

    [Fact]
    public void Faults_are_reported_all_at_once()
    {
        foreach (var key in new[] { "Endpoint", "DatabaseId", "Username", "Password", "ExportLocation:Type" })
        {
            _source.With(key, null);
        }

        _source.With("CaFile", "/no/such/file.pem").With("RequestTimeout", "x").With("EmailNotification", "x");

        Assert.Null(_source.TryCreate());
        Assert.Equal(8, _source.Faults.Count(f => !f.Contains("is not a setting", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no certificate here")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void CaFile_without_a_certificate_is_refused(string content) =>
        AssertFault("CaFile", WriteFile(content), "names a file without a certificate");

    [Fact]
    public void CaFile_with_a_broken_certificate_is_refused() => AssertFault(
        "CaFile",
        WriteFile("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"),
        "names a file with a broken certificate");

    [Fact]
    public void CaFile_that_is_a_folder_is_refused() =>
        AssertFault("CaFile", _source.Folder.Path, "names a file that cannot be read");

    [Fact]
    public void CaFile_may_hold_several_certificates()
    {
        using var other = TestCertificates.Authority("other");
        _source.With("CaFile", TestCertificates.WritePem(_source.Folder.File("two.pem"), other, TestCertificates.Localhost));

        _source.Create();

        Assert.Empty(_source.Faults);
    }

    [Fact]
    public void CaFile_may_be_left_out()
    {
        _source.With("CaFile", null).Create();

        Assert.Empty(_source.Faults);
    }

    [Fact]
    public void LocalPath_need_not_exist_at_start()
    {
        _source.With("ExportLocation:LocalPath", "/no/such/folder").Create();

        Assert.Empty(_source.Faults);
    }

    [Fact]
    public void Path_is_shown_without_a_slash_at_its_end()
    {
        Assert.Equal("mount_point /mnt/exports", _source.With("ExportLocation:Path", "/mnt/exports//").Create().Destination);
    }

    private string WriteFile(string content)
    {
        File.WriteAllText(_source.Folder.File("made.pem"), content);
        return _source.Folder.File("made.pem");
    }

    private void AssertFault(string key, string? value, string fault)
    {
        Assert.Null(_source.With(key, value).TryCreate());
        var only = Assert.Single(_source.Faults, f => !f.Contains("is not a setting", StringComparison.Ordinal));
        Assert.StartsWith($"{TestSource.NameOf(key)} ", only, StringComparison.Ordinal);
        Assert.Contains(fault, only, StringComparison.Ordinal);
    }
}
