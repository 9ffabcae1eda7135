using FunctionsExport.Providers.RedisEnterprise;

namespace FunctionsExport.Tests.Providers.RedisEnterprise;

public sealed class ResetWaitTests
{
    [Fact]
    public void Waits_double_up_to_two_seconds()
    {
        Assert.Equal(
            [100, 200, 400, 800, 1600, 2000, 2000],
            Enumerable.Range(1, ResetWait.Attempts - 1).Select(a => ResetWait.After(a).TotalMilliseconds));
    }
}
