using System.Text;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Api;

public sealed class RequestTests : IAsyncLifetime
{
    private ClusterStub _cluster = null!;
    private TestSource _source = null!;

    public async Task InitializeAsync()
    {
        _cluster = (await ClusterStub.StartAsync()).AnswersWell();
        _source = new TestSource(_cluster.Endpoint);
    }

    public async Task DisposeAsync()
    {
        _source.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Every_request_carries_the_user_and_password()
    {
        await PrepareAndStartAsync();

        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{TestSource.Username}:{TestSource.Password}"));
        Assert.Equal(5, _cluster.Requests.Count);
        Assert.All(_cluster.Requests, r => Assert.Equal(expected, r.Headers["Authorization"]));
    }

    [Fact]
    public async Task Reset_is_a_put_without_a_body_that_declares_JSON()
    {
        await PrepareAndStartAsync();

        var put = Assert.Single(_cluster.Requests, r => r.Method == "PUT");
        Assert.Equal("application/json", put.Headers["Content-Type"]);
        Assert.Equal("0", put.Headers["Content-Length"]);
        Assert.Equal("", put.Body);
    }

    [Fact]
    public async Task Reads_declare_no_content()
    {
        await PrepareAndStartAsync();

        Assert.All(
            _cluster.Requests.Where(r => r.Method == "GET"), r => Assert.False(r.Headers.ContainsKey("Content-Type")));
    }

    [Fact]
    public async Task Cookies_are_not_kept()
    {
        _cluster.Clear(Bdb.Call).On(Bdb.Call, 200, Bdb.Json(), ("Set-Cookie", "session=1"));

        await PrepareAndStartAsync();

        Assert.All(_cluster.Requests, r => Assert.False(r.Headers.ContainsKey("Cookie")));
    }

    private async Task PrepareAndStartAsync()
    {
        var provider = _source.Create();
        var preparation = await provider.PrepareAsync(CancellationToken.None);
        await provider.StartAsync(preparation, CancellationToken.None);
    }
}
