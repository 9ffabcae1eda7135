using FunctionsExport.Tests.Providers.RedisEnterprise.Support;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Locations;

/// <summary>Faulty settings of every type are refused when they are read, by name, and without repeating a secret.</summary>
public sealed class LocationSettingsTests : IDisposable
{
    private readonly TestSource _source = new();

    public void Dispose() => _source.Dispose();

    [Theory]
    [InlineData("url")]
    [InlineData("sftp")]
    [InlineData("s3")]
    [InlineData("gs")]
    [InlineData("abs")]
    [InlineData("mount_point")]
    public void Complete_settings_are_accepted_and_none_is_unknown(string type)
    {
        _source.WithLocation(type, Locations.Of(type)).TryCreate();

        Assert.Empty(_source.Faults);
    }

    [Theory]
    [InlineData("url", "Url", null, "is missing")]
    [InlineData("url", "Url", "http://files.example.com/x/", "begins with ftp:// or ftps://")]
    [InlineData("url", "Url", "files.example.com/x/", "begins with ftp:// or ftps://")]
    [InlineData("url", "Url", "ftp://user:hunter2@files.example.com/x/", "must not carry a user or password")]
    [InlineData("url", "Url", "ftp://files.example.com/a@hunter2/", "must not carry a user or password, nor an '@'")]
    [InlineData("url", "Url", "ftp://[2001:db8::1]/x/", "must not have an IPv6 address")]
    [InlineData("url", "Url", "ftp://files.example.com/a/../hunter2/", "without '.', '..'")]
    [InlineData("url", "Url", "ftp://files.example.com/a%2F..%2Fhunter2/", "without '.', '..'")]
    [InlineData("url", "Url", "ftp://files.example.com/a%0D%0ADELE%20x/", "control characters")]
    [InlineData("url", "Url", "ftp://files.example.com/a%FFb/", "control characters")]
    [InlineData("url", "Url", "ftp://files.example.com/a?b=hunter2", "must end in a directory's path")]
    [InlineData("url", "Url", "ftp://files.example.com:99999/", "begins with ftp:// or ftps://")]
    [InlineData("url", "Username", null, "is missing, while")]
    [InlineData("url", "Username", "a\r\nDELE x", "must not have control characters")]
    [InlineData("url", "Password", "hunter2\n", "must not have control characters")]
    [InlineData("url", "Tls", "Explicit", "cannot be used with ftp://")]
    [InlineData("url", "CaFile", "/no/such.pem", "names a file that does not exist")]
    [InlineData("url", "RemoveAfterFetch", "perhaps", "must be true or false")]
    [InlineData("url", "BucketName", "x", "is not a setting")]
    [InlineData("sftp", "Url", "ftp://files.example.com/", "begins with sftp://")]
    [InlineData("sftp", "Username", null, "is missing")]
    [InlineData("sftp", "Key", "hunter2", "must be a private key in PEM form")]
    [InlineData("sftp", "RemoveAfterFetch", "true", "is not a setting")]
    [InlineData("s3", "BucketName", null, "is missing")]
    [InlineData("s3", "BucketName", "Exports/x", "must be a bucket's name")]
    [InlineData("s3", "AccessKeyId", null, "is missing")]
    [InlineData("s3", "SecretAccessKey", null, "is missing")]
    [InlineData("s3", "RegionName", "Frankfurt!", "must be a region's name")]
    [InlineData("s3", "Subdir", "a/../b", "must be a path")]
    [InlineData("s3", "Subdir", "a//b", "must be a path")]
    [InlineData("s3", "ServiceUrl", "http://s3.example.com", "must be the https address")]
    [InlineData("s3", "ServiceUrl", "https://u:hunter2@s3.example.com", "must be the https address")]
    [InlineData("gs", "BucketName", null, "is missing")]
    [InlineData("gs", "ClientId", null, "is missing")]
    [InlineData("gs", "ClientEmail", "nobody", "must be the service account's e-mail address")]
    [InlineData("gs", "PrivateKeyId", null, "is missing")]
    [InlineData("gs", "PrivateKey", "hunter2", "must be a private key in PEM form")]
    [InlineData("abs", "Container", "Exports", "must be a container name")]
    [InlineData("abs", "AccountName", "my-account", "must be a storage account's name")]
    [InlineData("abs", "AccountKey", null, "is missing; set it, or")]
    [InlineData("abs", "AccountKey", "hunter2!", "is not a storage account's key")]
    [InlineData("abs", "SasToken", "sv=1&sig=x", "cannot be used together with")]
    [InlineData("abs", "MintSas", "Magic", "must be Identity or AccountKey")]
    [InlineData("abs", "SasPermissions", "cw", "is of use with")]
    [InlineData("abs", "BlobServiceUri", "http://account1.example.com", "must be the account's https address")]
    public void Setting_with_a_fault_is_refused_by_its_name(string type, string key, string? value, string fault)
    {
        _source.WithLocation(type, Locations.Of(type)).With("ExportLocation:" + key, value);

        Assert.Null(_source.TryCreate() is null ? null : _source.Faults.Count > 0 ? null : "a provider without a fault");
        Assert.Contains(
            _source.Faults,
            f => f.StartsWith(TestSource.NameOf("ExportLocation:" + key) + " ", StringComparison.Ordinal)
                && f.Contains(fault, StringComparison.Ordinal));
        Assert.DoesNotContain(_source.Faults, f => f.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public void Sas_token_and_minting_exclude_each_other()
    {
        _source.WithLocation(
            "abs", ("Container", "exports"), ("AccountName", "account1"), ("SasToken", Locations.SasToken), ("MintSas", "Identity"));

        _source.TryCreate();

        Assert.Contains(_source.Faults, f => f.Contains("which makes one for each export", StringComparison.Ordinal));
    }

    [Fact]
    public void Account_key_and_minting_from_the_identity_exclude_each_other()
    {
        _source.WithLocation("abs", [.. Locations.Abs, ("MintSas", "Identity")]).TryCreate();

        Assert.Contains(_source.Faults, f => f.Contains("AccountKey cannot be used together with", StringComparison.Ordinal));
    }

    [Fact]
    public void Minting_from_a_key_wants_the_key()
    {
        _source.WithLocation("abs", ("Container", "exports"), ("AccountName", "account1"), ("MintSas", "AccountKey"));

        _source.TryCreate();

        Assert.Contains(_source.Faults, f => f.Contains("is missing, while", StringComparison.Ordinal));
    }

    [Fact]
    public void Identity_alone_is_enough_for_minting()
    {
        _source.WithLocation("abs", ("Container", "exports"), ("AccountName", "account1"), ("MintSas", "Identity"));

        _source.TryCreate();

        Assert.Empty(_source.Faults);
    }

    [Fact]
    public void Identity_is_not_sent_in_clear()
    {
        _source.WithLocation(
            "abs",
            ("Container", "exports"),
            ("AccountName", "account1"),
            ("MintSas", "Identity"),
            ("BlobServiceUri", "http://127.0.0.1:10000/account1"));

        _source.TryCreate();

        Assert.Contains(_source.Faults, f => f.Contains("must begin with https:// where", StringComparison.Ordinal));
    }

    [Fact]
    public void Files_that_stay_in_place_are_not_removed()
    {
        _source.WithLocation("abs", [.. Locations.Abs, ("InPlace", "true"), ("RemoveAfterFetch", "true")]).TryCreate();

        Assert.Contains(_source.Faults, f => f.Contains("which keeps the files where they are", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sftp", false)]
    [InlineData("gs", false)]
    [InlineData("url", true)]
    [InlineData("s3", true)]
    [InlineData("abs", true)]
    [InlineData("mount_point", true)]
    public void Only_what_can_be_read_can_be_fetched(string type, bool fetches)
    {
        var provider = _source.WithLocation(type, Locations.Of(type)).Create();

        Assert.Equal(fetches, provider.FetchObstacle is null);
    }

    [Theory]
    [InlineData("url", "url ftp://files.example.com:2121/exports/")]
    [InlineData("sftp", "sftp sftp://files.example.com/exports/")]
    [InlineData("s3", "s3 exports/redis/orders")]
    [InlineData("gs", "gs exports/redis")]
    [InlineData("abs", "abs account1/exports")]
    public void Destination_names_the_place_without_credentials(string type, string expected) =>
        Assert.Equal(expected, _source.WithLocation(type, Locations.Of(type)).Create().Destination);
}
