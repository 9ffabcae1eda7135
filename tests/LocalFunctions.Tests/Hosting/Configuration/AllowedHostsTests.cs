using System.Net;
using LocalFunctions.Hosting.Configuration;
using LocalFunctions.Tests.Hosting.Keys;
using LocalFunctions.Tests.Hosting.Samples;

namespace LocalFunctions.Tests.Hosting.Configuration;

public sealed class AllowedHostsTests
{
    private const string Loopback = "localhost 127.0.0.1 [::1]";

    [Theory]
    [InlineData(null, "http://127.0.0.1:1", false, Loopback)]
    [InlineData(" ; ", "http://127.0.0.1:1", false, Loopback)]
    [InlineData("a.example;*.b.example; 192.0.2.1", "http://127.0.0.1:1", true, $"{Loopback} a.example *.b.example 192.0.2.1")]
    [InlineData(null, "http://192.0.2.1:1;http://[2001:db8::1]:1", true, $"{Loopback} 192.0.2.1 [2001:db8::1]")]
    [InlineData(null, "http://127.0.0.2:1;http://[::ffff:127.0.0.1]:1", false, $"{Loopback} 127.0.0.2 [::ffff:127.0.0.1]")]
    [InlineData(null, "http://localhost:1;http://[::1]:1", false, Loopback)]
    [InlineData("a.example", "http://0.0.0.0:1", true, $"{Loopback} a.example")]
    [InlineData("*", "http://[::]:1", true, $"{Loopback} *")]
    public void The_names_are_those_of_loopback_of_the_addresses_and_of_the_setting(
        string? hosts, string urls, bool hasKeys, string expected)
    {
        var faults = new List<string>();

        Assert.Equal(expected.Split(' '), Read(hosts, urls, hasKeys, faults));
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("a.example", "http://127.0.0.1:1", false, "is for apps with keys")]
    [InlineData("http://a.example", "http://127.0.0.1:1", true, "is not a host name")]
    [InlineData("a.example:80", "http://127.0.0.1:1", true, "is not a host name")]
    [InlineData("a.example/x", "http://127.0.0.1:1", true, "is not a host name")]
    [InlineData("a*.example", "http://127.0.0.1:1", true, "is not a host name")]
    [InlineData(null, "http://0.0.0.0:1", true, "is needed")]
    [InlineData(null, "http://[::]:1", true, "is needed")]
    public void Other_names_are_a_fault(string? hosts, string urls, bool hasKeys, string fault)
    {
        var faults = new List<string>();

        Read(hosts, urls, hasKeys, faults);

        Assert.Contains(fault, Assert.Single(faults), StringComparison.Ordinal);
        Assert.StartsWith("LocalFunctions:AllowedHosts: ", faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_under_a_configured_name_is_answered_and_under_another_one_refused()
    {
        await using var app = await KeyedApp.StartAsync(
            [typeof(HttpFunctions)],
            ["--LocalFunctions:Keys:Host:default=host-key-0123456789", "--LocalFunctions:AllowedHosts=functions.example.com"]);

        Assert.Equal(HttpStatusCode.OK, await StatusUnderAsync("functions.example.com"));
        Assert.Equal(HttpStatusCode.OK, await StatusUnderAsync("localhost"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusUnderAsync("rebound.example"));

        async Task<HttpStatusCode> StatusUnderAsync(string host)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/Plain");
            request.Headers.Host = host;
            request.Headers.Add("x-functions-key", "host-key-0123456789");
            using var response = await app.Http.SendAsync(request);
            return response.StatusCode;
        }
    }

    private static IReadOnlyList<string> Read(string? hosts, string urls, bool hasKeys, List<string> faults) =>
        AllowedHosts.Read(
            hosts, "LocalFunctions:AllowedHosts", ListenAddress.Parse(urls, "Urls", hasKeys, faults), hasKeys, faults);
}
