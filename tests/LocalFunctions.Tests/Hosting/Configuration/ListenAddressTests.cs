using System.Net;
using LocalFunctions.Hosting.Configuration;

namespace LocalFunctions.Tests.Hosting.Configuration;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:7071", "127.0.0.1", 7071)]
    [InlineData("http://127.0.0.2:0/", "127.0.0.2", 0)]
    [InlineData("http://[::1]:81", "::1", 81)]
    [InlineData("http://localhost:0", "127.0.0.1", 0)]
    [InlineData("HTTP://LOCALHOST:82", null, 82)]
    [InlineData("http://localhost", null, 80)]
    public void A_loopback_address_is_taken(string url, string? address, int port)
    {
        var faults = new List<string>();

        var only = Assert.Single(ListenAddress.Parse(url, "Urls", hasKeys: false, faults));

        Assert.Empty(faults);
        Assert.Equal(new ListenAddress(address is null ? null : IPAddress.Parse(address), port), only);
    }

    [Fact]
    public void Several_addresses_are_separated_by_semicolons()
    {
        var faults = new List<string>();

        Assert.Equal(2, ListenAddress.Parse("http://127.0.0.1:1; http://[::1]:2", "Urls", hasKeys: false, faults).Count);
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("http://0.0.0.0:7071", "is not on loopback")]
    [InlineData("http://10.0.0.1:7071", "is not on loopback")]
    [InlineData("http://[::]:7071", "is not on loopback")]
    [InlineData("http://example.com:7071", "is not on loopback")]
    [InlineData("http://*:7071", "loopback only")]
    [InlineData("http://+:7071", "loopback only")]
    [InlineData("https://127.0.0.1:7071", "without TLS")]
    [InlineData("7071", "loopback only")]
    [InlineData("http://127.0.0.1:7071/api", "routePrefix")]
    [InlineData(";", "names no address")]
    public void Any_other_address_is_refused(string urls, string fault)
    {
        var faults = new List<string>();

        Assert.Empty(ListenAddress.Parse(urls, "LocalFunctions:Urls", hasKeys: false, faults));

        Assert.Contains(fault, Assert.Single(faults), StringComparison.Ordinal);
        Assert.StartsWith("LocalFunctions:Urls: ", faults[0], StringComparison.Ordinal);
        Assert.EndsWith("http://127.0.0.1:7071.", faults[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:7071", true)]
    [InlineData("http://[::]:7071", true)]
    [InlineData("http://192.0.2.1:7071", false)]
    [InlineData("http://[2001:db8::1]:7071", false)]
    public void With_keys_any_ip_address_is_taken(string url, bool isAny)
    {
        var faults = new List<string>();

        var only = Assert.Single(ListenAddress.Parse(url, "Urls", hasKeys: true, faults));

        Assert.Empty(faults);
        Assert.Equal((false, isAny), (only.IsLoopback, only.IsAny));
    }

    [Fact]
    public void With_keys_a_host_name_is_refused_still()
    {
        var faults = new List<string>();

        Assert.Empty(ListenAddress.Parse("http://example.com:7071", "Urls", hasKeys: true, faults));

        Assert.Contains("Name an IP address", Assert.Single(faults), StringComparison.Ordinal);
    }
}
