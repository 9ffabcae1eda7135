using System.Text;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Api;

public sealed class RequestTests : ClusterTest
{
    [Fact]
    public async Task Every_request_carries_the_user_and_password()
    {
        await PrepareAndStartAsync();

        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{TestSource.Username}:{TestSource.Password}"));
        Assert.Equal(5, Cluster.Requests.Count);
        Assert.All(Cluster.Requests, r => Assert.Equal(expected, r.Headers["Authorization"]));
    }

    [Fact]
    public async Task Reset_is_a_put_without_a_body_that_declares_JSON()
    {
        await PrepareAndStartAsync();

        var put = Assert.Single(Cluster.Requests, r => r.Method == "PUT");
        Assert.Equal("application/json", put.Headers["Content-Type"]);
        Assert.Equal("0", put.Headers["Content-Length"]);
        Assert.Equal("", put.Body);
    }

    [Fact]
    public async Task Reads_declare_no_content()
    {
        await PrepareAndStartAsync();

        Assert.All(
            Cluster.Requests.Where(r => r.Method == "GET"), r => Assert.False(r.Headers.ContainsKey("Content-Type")));
    }

    [Fact]
    public async Task Cookies_are_not_kept()
    {
        Cluster.Clear(Bdb.Call).On(Bdb.Call, 200, Bdb.Json(), ("Set-Cookie", "session=1"));

        await PrepareAndStartAsync();

        Assert.All(Cluster.Requests, r => Assert.False(r.Headers.ContainsKey("Cookie")));
    }

    private async Task PrepareAndStartAsync()
    {
        var provider = Source.Create();
        var preparation = await provider.PrepareAsync(CancellationToken.None);
        await provider.StartAsync(preparation, [], CancellationToken.None);
    }
}
