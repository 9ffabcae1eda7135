using FunctionsExport.Providers;
using FunctionsExport.Providers.TencentRedis;
using FunctionsExport.Tests.Providers.TencentRedis.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsExport.Tests.Providers.TencentRedis.Settings;

public sealed class TencentRedisSettingsTests
{
    private readonly TencentSource _source = new();

    [Fact]
    public void Registration_offers_the_factory_once()
    {
        using var services = new ServiceCollection().AddLogging().AddTencentRedis().AddTencentRedis().BuildServiceProvider();

        var factory = Assert.Single(services.GetServices<IExportProviderFactory>());

        Assert.Equal("TencentRedis", factory.Name);
    }

    [Fact]
    public void Section_with_what_is_needed_makes_a_provider()
    {
        var provider = _source.Create();

        Assert.Equal(new DatabaseIdentity("Tencent", "ap-guangzhou", "crs-4y9t57vt"), provider.Database);
        Assert.Contains("ap-guangzhou", provider.Destination, StringComparison.Ordinal);
        Assert.Empty(_source.Faults);
    }

    [Theory]
    [InlineData("redis.intl.tencentcloudapi.com", "https://redis.intl.tencentcloudapi.com:443")]
    [InlineData("https://redis.ap-shanghai-fsi.tencentcloudapi.com/", "https://redis.ap-shanghai-fsi.tencentcloudapi.com:443")]
    [InlineData("HTTPS://Redis.TencentCloudAPI.com", "https://redis.tencentcloudapi.com:443")]
    [InlineData("redis.internal.tencentcloudapi.com", "https://redis.internal.tencentcloudapi.com:443")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080")]
    [InlineData("http://localhost:8080", "http://localhost:8080")]
    public void Endpoint_is_one_of_the_known_hosts_or_this_machine(string endpoint, string expected)
    {
        Assert.NotNull(_source.With("Endpoint", endpoint).TryCreate());
        Assert.Equal(new Uri(expected), _source.ReadEndpoint());
    }

    [Theory]
    [InlineData("https://redis.tencentcloudapi.com.evil.example")]
    [InlineData("https://evil.example/redis.tencentcloudapi.com")]
    [InlineData("https://evil-redis.tencentcloudapi.com")]
    [InlineData("https://cvm.tencentcloudapi.com")]
    [InlineData("http://redis.tencentcloudapi.com")]
    [InlineData("https://redis.tencentcloudapi.com:8443")]
    [InlineData("https://user:hunter2@redis.tencentcloudapi.com")]
    [InlineData("https://redis.tencentcloudapi.com/v2")]
    [InlineData("https://redis.tencentcloudapi.com?hunter2")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("http://10.0.0.1")]
    [InlineData("https://")]
    public void Endpoint_elsewhere_is_refused_and_not_repeated(string endpoint)
    {
        Assert.Null(_source.With("Endpoint", endpoint).TryCreate());

        var fault = Assert.Single(_source.Faults);
        Assert.StartsWith(TencentSource.NameOf("Endpoint") + " must be ", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SecretId", null, "is missing")]
    [InlineData("SecretKey", null, "is missing")]
    [InlineData("Region", null, "is missing")]
    [InlineData("InstanceId", null, "is missing")]
    [InlineData("SecretId", "AKID with blanks", "must have no blanks")]
    [InlineData("Token", "token\nX-Evil: 1", "must have no blanks")]
    [InlineData("Region", "gz", "must be a region")]
    [InlineData("Region", "ap-guangzhou\nX-Evil: 1", "must be a region")]
    [InlineData("InstanceId", "orders", "must be an instance's id")]
    [InlineData("BackupId", "../../etc", "must be a backup's id")]
    [InlineData("MaxBackupAge", "yesterday", "must be a time")]
    [InlineData("MaxBackupAge", "2000.00:00:00", "must be a time")]
    [InlineData("BackupFirst", "maybe", "must be true or false")]
    [InlineData("Network", "wifi", "must be Extranet or Intranet")]
    [InlineData("RequestTimeout", "01:00:00", "must be a time")]
    [InlineData("SecretID2", "x", "is not a setting")]
    public void Faulty_setting_is_named_with_its_remedy(string key, string? value, string fault)
    {
        _source.With(key, value).TryCreate();

        var found = Assert.Single(_source.Faults);
        Assert.StartsWith($"{TencentSource.NameOf(key)} {fault}", found, StringComparison.Ordinal);
        Assert.DoesNotContain("AKID", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BackupId", "1-2-3", "MaxBackupAge", "1.00:00:00")]
    [InlineData("BackupId", "1-2-3", "BackupFirst", "true")]
    [InlineData("MaxBackupAge", "1.00:00:00", "BackupFirst", "true")]
    public void Choices_of_a_backup_exclude_each_other(string one, string value, string other, string otherValue)
    {
        Assert.Null(_source.With(one, value).With(other, otherValue).TryCreate());

        Assert.Contains("exclude each other", Assert.Single(_source.Faults), StringComparison.Ordinal);
    }
}
