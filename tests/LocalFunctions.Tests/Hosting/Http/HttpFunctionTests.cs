using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LocalFunctions.Tests.Hosting.Samples;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Hosting.Http;

public sealed class HttpFunctionTests
{
    [Theory]
    [InlineData("GET", "/api/Plain", "plain GET")]
    [InlineData("DELETE", "/api/plain", "plain DELETE")]
    [InlineData("PROPFIND", "/api/plain", "plain PROPFIND")]
    [InlineData("GET", "/api/items/a%20b?q=1", """{"id":"a b","query":"1"}""")]
    [InlineData("GET", "/api/typed/-5/9000000000/00000000-0000-0000-0000-000000000001/true",
        "GET -5 9000000000 00000000-0000-0000-0000-000000000001 True")]
    [InlineData("GET", "/api/constrained/12", "GET 12")]
    [InlineData("GET", "/api/optional", "GET none")]
    [InlineData("GET", "/api/optional/3", "GET 3")]
    [InlineData("GET", "/api/fallback", "GET 7")]
    [InlineData("GET", "/api/fallback/3", "GET 3")]
    public async Task A_request_reaches_the_function_of_its_route_and_method(string method, string path, string expected)
    {
        await using var app = await TestApp.StartAsync([typeof(HttpFunctions)]);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await app.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
        Assert.False(response.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("GET", "/api/over/5", "id 5 GET")]
    [InlineData("GET", "/api/over/a", "name a GET")]
    [InlineData("GET", "/api/over/00000000-0000-0000-0000-000000000001", "guid 00000000-0000-0000-0000-000000000001 GET")]
    [InlineData("GET", "/api/over/NEW", "literal GET")]
    [InlineData("POST", "/api/over/new", "post new POST")]
    [InlineData("POST", "/api/over/5", "post 5 POST")]
    [InlineData("DELETE", "/api/over/5", "all 5 DELETE")]
    [InlineData("GET", "/api/over", "rest  GET")]
    [InlineData("GET", "/api/over/a/b", "rest a/b GET")]
    [InlineData("GET", "/api/over/5/parts", "parts 5 GET")]
    [InlineData("GET", "/api/over/5/parts/3", "optional 5 3 GET")]
    [InlineData("GET", "/api/over/a/parts", "rest a/parts GET")]
    public async Task Of_overlapping_routes_the_one_that_precedes_takes_the_request(string method, string path, string expected)
    {
        await using var app = await TestApp.StartAsync([typeof(OverlappingFunctions)]);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await app.Http.SendAsync(request);

        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("rebound.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:1", HttpStatusCode.OK)]
    public async Task A_request_under_another_host_name_is_refused(string host, HttpStatusCode expected)
    {
        await using var app = await TestApp.StartAsync([typeof(HttpFunctions)]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/Plain");
        request.Headers.Host = host;

        using var response = await app.Http.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("POST", "/api/items/a")]
    [InlineData("HEAD", "/api/items/a")]
    [InlineData("OPTIONS", "/api/items/a")]
    [InlineData("GET", "/items/a")]
    [InlineData("GET", "/api/constrained/a")]
    [InlineData("GET", "/api/nothing")]
    [InlineData("GET", "/")]
    public async Task An_unknown_route_or_method_is_not_found(string method, string path)
    {
        await using var app = await TestApp.StartAsync([typeof(HttpFunctions)]);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await app.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(response.Content.Headers.Allow);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task Routes_that_differ_in_methods_only_have_functions_of_their_own(string method)
    {
        await using var app = await TestApp.StartAsync([typeof(HttpFunctions)]);
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/items/x") { Content = new StringContent("hello") };

        using var response = await app.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("""{"name":"x","body":"hello"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_action_result_is_executed()
    {
        await using var app = await TestApp.StartAsync([typeof(HttpFunctions)]);

        using var response = await app.Http.GetAsync(new Uri("/api/action", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("/elsewhere", response.Headers.Location?.ToString());
        Assert.Equal("""{"value":"/api/action"}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("Throws", "a secret of /api/Throws")]
    [InlineData("ThrowsWhileSending", "broken")]
    [InlineData("Null", "returned null")]
    [InlineData("typed/x/1/00000000-0000-0000-0000-000000000001/true", "'number' cannot be converted to Int32")]
    [InlineData("typed/99999999999/1/00000000-0000-0000-0000-000000000001/true", "'number' cannot be converted to Int32")]
    public async Task A_function_that_throws_is_answered_with_500_and_nothing_else(string path, string cause)
    {
        await using var app = await TestApp.StartAsync([typeof(HttpFunctions)]);

        using var response = await app.Http.GetAsync(new Uri($"/api/{path}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        Assert.False(response.Headers.Contains("X-Half"));
        var entry = Assert.Single(app.Log.Entries, entry => entry.Level == LogLevel.Error);
        Assert.StartsWith("Function.", entry.Category, StringComparison.Ordinal);
        Assert.Contains(cause, entry.Exception!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_context_describes_the_invocation()
    {
        await using var app = await TestApp.StartAsync([typeof(HttpFunctions)]);

        var first = await app.Http.GetFromJsonAsync<Dictionary<string, JsonElement>>("/api/context");
        var second = await app.Http.GetFromJsonAsync<Dictionary<string, JsonElement>>("/api/context");

        Assert.Equal("Context", first!["name"].GetString());
        Assert.Equal("LocalFunctions.Tests.Hosting.Samples.HttpFunctions.Context", first["entryPoint"].GetString());
        Assert.Equal("LocalFunctions.Tests.dll", first["assembly"].GetString());
        Assert.All(
            ["sameId", "sameHttpContext", "sameToken", "sameServices", "client"], key => Assert.True(first[key].GetBoolean(), key));
        Assert.NotEqual(first["invocation"].GetString(), second!["invocation"].GetString());
        Assert.Contains(app.Log.Entries, entry => entry is { Message: "typed logger", Category: "LocalFunctions.Tests.Hosting.Samples.HttpFunctions" });
        Assert.Contains(app.Log.Entries, entry => entry is { Message: "named logger", Category: "Named" });
    }

    [Fact]
    public async Task Every_invocation_has_an_instance_and_a_scope_of_its_own()
    {
        var journal = new Journal();
        await using var app = await TestApp.StartAsync(
            [typeof(InstanceFunctions)],
            services: services => services.AddSingleton(journal).AddScoped<ScopedService>());

        var first = await app.Http.GetStringAsync(new Uri("/api/instance", UriKind.Relative));
        var second = await app.Http.GetStringAsync(new Uri("/api/instance", UriKind.Relative));

        Assert.NotEqual(first, second);
        await Eventually.TrueAsync(() => journal.Lines.Count == 6, "both scopes are disposed of");
        Assert.Equal(
            ["GET same=True", "instance disposed", "scope disposed", "GET same=True", "instance disposed", "scope disposed"],
            journal.Lines);
    }

    [Fact]
    public async Task A_body_above_100_MB_is_refused_with_413()
    {
        await using var app = await TestApp.StartAsync([typeof(HttpFunctions)]);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", app.Http.BaseAddress!.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            "POST /api/readall HTTP/1.1\r\nHost: localhost\r\nContent-Length: 104857601\r\nConnection: close\r\n\r\n"));

        using var reader = new StreamReader(stream);

        Assert.Equal("HTTP/1.1 413 Payload Too Large", await reader.ReadLineAsync());
    }

    [Fact]
    public async Task A_caller_who_goes_cancels_the_function_and_is_no_error()
    {
        var (journal, gate) = (new Journal(), new Gate());
        await using var app = await TestApp.StartAsync(
            [typeof(SlowFunctions)], services: services => services.AddSingleton(journal).AddSingleton(gate));
        using var cancellation = new CancellationTokenSource();
        var call = app.Http.GetAsync(new Uri("/api/obedient", UriKind.Relative), cancellation.Token);
        await gate.Entered.Task;

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Eventually.TrueAsync(() => journal.Lines.Count == 2, "the function ends");
        Assert.DoesNotContain(app.Log.Entries, entry => entry.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task The_function_timeout_cancels_the_function()
    {
        var (journal, gate) = (new Journal(), new Gate());
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        await using var app = await TestApp.StartAsync(
            [typeof(SlowFunctions)],
            """{ "version": "2.0", "functionTimeout": "00:05:00" }""",
            options => options.TimeProvider = time,
            services => services.AddSingleton(journal).AddSingleton(gate));
        var call = app.Http.GetAsync(new Uri("/api/obedient", UriKind.Relative));
        await Eventually.TrueAsync(() => journal.Lines.Count == 1, "the function runs");

        time.Advance(TimeSpan.FromMinutes(4.9));
        Assert.Equal(["obedient runs"], journal.Lines);
        time.Advance(TimeSpan.FromMinutes(0.2));

        using var response = await call;
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains(app.Log.Entries, entry => entry.Level == LogLevel.Error
            && entry.Message.Contains("functionTimeout", StringComparison.Ordinal));
    }
}
