using System.Net;
using System.Net.Sockets;
using System.Text;
using LocalFunctions.Hosting;
using LocalFunctions.Tests.Hosting.Samples;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Hosting.Keys;

public sealed class FunctionKeyTests
{
    private const string Master = "master-key-0123456789";
    private const string HostKey = "host-key-0123456789";
    private const string KeyedKey = "keyed-key-0123456789";
    private const string SystemKey = "system-key-0123456789";
    private const string Section = "--LocalFunctions:Keys";

    private static readonly string[] AllKeys =
    [
        $"{Section}:Master={Master}",
        $"{Section}:Host:default={HostKey}",
        $"{Section}:Functions:keyed:mine={KeyedKey}",
        $"{Section}:System:durabletask_extension={SystemKey}",
    ];

    [Theory]
    [InlineData("Open", "none host keyed system master wrong empty")]
    [InlineData("Keyed", "host keyed master")]
    [InlineData("Other", "host master")]
    [InlineData("OfUsers", "master")]
    [InlineData("OfSystem", "master")]
    [InlineData("OfAdmins", "master")]
    public async Task A_function_is_opened_by_the_keys_of_its_level(string function, string opening)
    {
        await using var app = await StartAsync(AllKeys);
        var keys = new Dictionary<string, string?>
        {
            ["none"] = null,
            ["host"] = HostKey,
            ["keyed"] = KeyedKey,
            ["system"] = SystemKey,
            ["master"] = Master,
            ["wrong"] = "wrong-key-0123456789",
            ["empty"] = "",
            ["cut"] = HostKey[..^1],
            ["longer"] = $"{HostKey}0",
            ["cased"] = HostKey.ToUpperInvariant(),
        };

        foreach (var (name, key) in keys)
        {
            var isOpen = function == "Open" || opening.Split(' ').Contains(name);
            var expected = isOpen ? HttpStatusCode.OK : HttpStatusCode.Unauthorized;
            var byQuery = await app.GetAsync($"/api/{function}{(key is null ? "" : $"?code={key}")}");
            var byHeader = await app.GetAsync($"/api/{function}", key);

            Assert.Equal((name, expected), (name, byQuery.Status));
            Assert.Equal((name, expected), (name, byHeader.Status));
            Assert.True(expected == HttpStatusCode.OK || byQuery.Body.Length == 0);
        }
    }

    [Fact]
    public async Task The_header_wins_over_the_query_and_the_first_value_over_others()
    {
        await using var app = await StartAsync(AllKeys);

        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/api/Keyed?code=wrong-key-0123456789", HostKey)).Status);
        Assert.Equal(
            HttpStatusCode.Unauthorized, (await app.GetAsync($"/api/Keyed?code={HostKey}", "wrong-key-0123456789")).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync($"/api/Keyed?CODE={HostKey}&code=wrong-key-0123456789")).Status);
    }

    [Fact]
    public async Task The_function_sees_the_query_as_it_was_sent()
    {
        await using var app = await StartAsync(AllKeys);

        Assert.Equal($"?a=1&code={HostKey}", (await app.GetAsync($"/api/Keyed?a=1&code={HostKey}")).Body);
    }

    [Fact]
    public async Task An_unknown_route_is_not_found_without_a_key()
    {
        await using var app = await StartAsync(AllKeys);

        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync("/api/nothing")).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(SystemKey)]
    public async Task Without_keys_for_functions_everything_on_this_machine_may_call(string? systemKey)
    {
        await using var app = await StartAsync(
            systemKey is null ? [] : [$"{Section}:System:durabletask_extension={systemKey}"]);

        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/api/OfAdmins")).Status);
        Assert.Single(app.App.Log.Entries, entry =>
            entry.Message.StartsWith("Authorization levels are not enforced", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_function_that_no_key_opens_is_named_at_the_start()
    {
        await using var app = await StartAsync([$"{Section}:Functions:Keyed:mine={KeyedKey}"]);

        Assert.Equal(HttpStatusCode.Unauthorized, (await app.GetAsync("/api/Other", KeyedKey)).Status);
        Assert.Equal(
            ["OfAdmins", "OfSystem", "OfUsers", "Other"],
            app.App.Log.Entries
                .Where(entry => entry is { Level: LogLevel.Warning, Category: "LocalFunctions" })
                .Select(entry => entry.Message.Split('\'')[1])
                .Order());
        Assert.DoesNotContain(app.App.Log.Entries, entry =>
            entry.Message.StartsWith("Authorization levels are not enforced", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_log_line_holds_a_key_at_any_level()
    {
        await using var app = await StartAsync(
            [
                .. AllKeys,
                "--Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics=Trace",
                "--Logging:LogLevel:Microsoft.AspNetCore.Server.Kestrel.BadRequests=Trace",
            ],
            """{ "version": "2.0", "logging": { "logLevel": { "default": "Trace", "Microsoft.AspNetCore": "Trace" } } }""");

        foreach (var path in new[] { "/api/Keyed", "/api/nothing", "/runtime/webhooks/durabletask/instances/x", "/" })
        {
            foreach (var key in new[] { Master, HostKey, KeyedKey, SystemKey })
            {
                await app.GetAsync($"{path}?code={key}", key);
            }
        }

        await SendRawAsync(app, $"GET /api/Keyed%00?code={KeyedKey} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await SendRawAsync(app, $"GET / HTTP/1.1\r\nHost: localhost\r\nx-functions-key {KeyedKey}\r\n\r\n");

        await app.App.Application.StopAsync();
        Assert.Contains(app.App.Log.Entries, entry => entry.Category.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.DoesNotContain(app.App.Log.Entries, entry => entry.Message.Contains("-key-0123", StringComparison.Ordinal)
            || entry.Exception?.ToString().Contains("-key-0123", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics")]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.BadRequests")]
    public async Task No_configured_level_makes_the_log_write_queries(string category)
    {
        using var folder = new TempFolder().With("host.json", $$"""
            {
              "version": "2.0",
              "logging": { "logLevel": { "{{category}}": "Trace" }, "Console": { "logLevel": { "{{category}}": "Trace" } } }
            }
            """);
        var options = new LocalFunctionsOptions { BaseFolder = folder.Path, FunctionTypes = [typeof(KeyedFunctions)] };
        await using var app = LocalFunctionsApplication.CreateBuilder([], options).Build();
        var loggers = app.Services.GetRequiredService<ILoggerFactory>();

        Assert.False(loggers.CreateLogger(category).IsEnabled(LogLevel.Information));
        Assert.True(loggers.CreateLogger("Function.Keyed").IsEnabled(LogLevel.Information));
    }

    [Theory]
    [InlineData("Nobody")]
    [InlineData("Greet")]
    public void A_key_for_a_function_that_is_not_called_by_http_is_a_fault(string function)
    {
        var exception = Assert.Throws<HostConfigurationException>(() => TestApp.Build(
            [typeof(DurableFunctions)], args: $"{Section}:Functions:{function}:mine={KeyedKey}"));

        Assert.StartsWith($"LocalFunctions:Keys:Functions:{function}: ", Assert.Single(exception.Faults), StringComparison.Ordinal);
        Assert.DoesNotContain(KeyedKey, exception.Message, StringComparison.Ordinal);
    }

    private static async Task SendRawAsync(KeyedApp app, string request)
    {
        var url = new Uri(app.App.Application.Urls[0]);
        using var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var answer = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 400 ", await answer.ReadLineAsync(), StringComparison.Ordinal);
    }

    private static Task<KeyedApp> StartAsync(string[] args, string hostJson = TestApp.MinimalHostJson) =>
        KeyedApp.StartAsync([typeof(KeyedFunctions)], args, hostJson);
}
