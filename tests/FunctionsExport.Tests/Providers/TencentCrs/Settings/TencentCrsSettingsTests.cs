using FunctionsExport.Tests.Providers.TencentCrs.Support;

namespace FunctionsExport.Tests.Providers.TencentCrs.Settings;

public sealed class TencentCrsSettingsTests
{
    private readonly CrsSource _source = new();

    [Fact]
    public void Four_settings_are_enough()
    {
        Assert.NotNull(_source.TryCreate());
        Assert.Empty(_source.Faults);
    }

    [Theory]
    [InlineData("SecretId")]
    [InlineData("SecretKey")]
    [InlineData("Region")]
    [InlineData("RedisId")]
    public void Missing_setting_is_named(string key) => AssertFault(key, null, "is missing");

    [Theory]
    [InlineData("Region", "guangzhou", "ap-guangzhou")]
    [InlineData("Region", "GZ", "gz")]
    [InlineData("RedisId", "r-123", "crs-")]
    [InlineData("BackupId", "../x", "letters, digits and hyphens")]
    [InlineData("MaxBackupAge", "8.00:00:00", "7.00:00:00")]
    [InlineData("BackupFirst", "yes", "true or false")]
    [InlineData("Network", "lan", "Extranet or Intranet")]
    [InlineData("Method", "PUT", "POST or GET")]
    [InlineData("SignatureMethod", "MD5", "HmacSHA256 or HmacSHA1")]
    [InlineData("Endpoint", "redis.example.com", "is not a URL")]
    [InlineData("Endpoint", "http://proxy.example.com", "https://")]
    [InlineData("Endpoint", "https://user:pw@proxy.example.com", "user or password")]
    [InlineData("Endpoint", "https://proxy.example.com/other", "must end")]
    [InlineData("RequestTimeout", "00:10:00", "00:00:40")]
    [InlineData("SecretKey", "two words", "blanks")]
    [InlineData("Colour", "red", "is not a setting")]
    public void Bad_value_is_named_with_its_remedy(string key, string value, string remedy) => AssertFault(key, value, remedy);

    [Theory]
    [InlineData("https://user:s3cret@proxy.example.com", "s3cret")]
    [InlineData("https://proxy.example.com/?key=s3cret", "s3cret")]
    public void Endpoint_with_a_secret_is_not_repeated(string endpoint, string secret)
    {
        Assert.Null(_source.With("Endpoint", endpoint).TryCreate());
        Assert.DoesNotContain(secret, Assert.Single(_source.Faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://proxy.example.com")]
    [InlineData("https://10.0.0.5:8443/v2/index.php")]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://localhost:8080/")]
    public void Endpoint_is_a_proxy_over_TLS_or_an_emulator_on_this_machine(string endpoint) =>
        Assert.NotNull(_source.With("Endpoint", endpoint).TryCreate());

    [Theory]
    [InlineData("BackupId", "b-1", "BackupFirst", "true")]
    [InlineData("BackupId", "b-1", "MaxBackupAge", "01:00:00")]
    [InlineData("MaxBackupAge", "01:00:00", "BackupFirst", "true")]
    public void Backup_is_chosen_in_one_way(string key, string value, string other, string otherValue)
    {
        Assert.Null(_source.With(key, value).With(other, otherValue).TryCreate());
        Assert.Contains("exclude each other", Assert.Single(_source.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void InstanceId_is_another_name_of_RedisId()
    {
        Assert.NotNull(_source.With("RedisId", null).With("InstanceId", "crs-j30wibe7").TryCreate());
        Assert.Null(_source.With("RedisId", "crs-other123").TryCreate());
    }

    [Fact]
    public void Sources_that_write_the_region_in_either_way_name_one_database()
    {
        var older = new CrsSource().With("Region", "gz").Create();
        var newer = new CrsSource().With("Region", "ap-guangzhou").With("Method", "GET").Create();

        Assert.Equal(older.Database, newer.Database);
        Assert.NotEqual(older.Database, new CrsSource().With("Region", "ap-beijing").Create().Database);
    }

    private void AssertFault(string key, string? value, string remedy)
    {
        Assert.Null(_source.With(key, value).TryCreate() is { } made && _source.Faults.Count == 0 ? made : null);
        var fault = Assert.Single(_source.Faults);
        Assert.StartsWith(CrsSource.NameOf(key) + " ", fault, StringComparison.Ordinal);
        Assert.Contains(remedy, fault, StringComparison.Ordinal);
    }
}
