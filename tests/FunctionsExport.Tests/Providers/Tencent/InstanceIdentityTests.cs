using FunctionsExport.Tests.Providers.TencentCrs.Support;
using FunctionsExport.Tests.Providers.TencentRedis.Support;

namespace FunctionsExport.Tests.Providers.Tencent;

/// <summary>An instance has one lock, whatever a source of it looks like.</summary>
public sealed class InstanceIdentityTests
{
    [Theory]
    [InlineData("gz", "ap-guangzhou")]
    [InlineData("ap-guangzhou", "ap-guangzhou")]
    [InlineData("usw", "na-siliconvalley")]
    [InlineData("shjr", "ap-shanghai-fsi")]
    public void Sources_of_one_instance_have_one_identity_whichever_API_they_use(string older, string newer)
    {
        var crs = new CrsSource("https://proxy.example").With("Region", older).Create();
        var redis = new TencentSource("redis.intl.tencentcloudapi.com")
            .With("Region", newer).With("InstanceId", "crs-j30wibe7").Create();

        Assert.Equal(crs.Database, redis.Database);
    }

    [Theory]
    [InlineData("Region", "ap-beijing")]
    [InlineData("InstanceId", "crs-other123")]
    public void Other_instances_have_other_identities(string key, string value) =>
        Assert.NotEqual(new TencentSource().Create().Database, new TencentSource().With(key, value).Create().Database);
}
