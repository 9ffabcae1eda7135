using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Behave;
using LocalFunctions.Tests.Hosting.Keys;

namespace LocalFunctions.Tests.Hosting.Management;

/// <summary>What no recording shows: input that is meant to do harm, long lists, and the ends of requests.</summary>
public sealed class ManagementApiTests : IAsyncLifetime
{
    private const string SystemKey = "system-key-0123456789";
    private const string Root = "/runtime/webhooks/durabletask";

    private KeyedApp _app = null!;

    private DurableTaskClient Client => _app.App.Application.DurableClient;

    public async Task InitializeAsync() => _app = await KeyedApp.StartAsync(
        [typeof(RecordedFunctions)], [$"--LocalFunctions:Keys:System:durabletask_extension={SystemKey}"]);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("/instances/%2e%2e", "404")]
    [InlineData("/instances/..%2F..%2Fhost.json", "404")]
    [InlineData("/instances/a%0d%0aSet-Cookie:%20x=1", "404")]
    [InlineData("/instances/a%0d%0aSet-Cookie:%20x=1/terminate", "404")]
    [InlineData("/instances/%ff%fe", "404")]
    [InlineData("/instances/%zz", "404")]
    [InlineData("/instances//x", "404")]
    [InlineData("/instances/a/b/c/d/e", "404")]
    [InlineData("/orchestrators", "404")]
    [InlineData("", "404")]
    [InlineData("/", "404")]
    [InlineData("/makeprimary", "404")]
    [InlineData("/entities/x/y", "404")]
    [InlineData("x/instances", "404")]
    public async Task A_path_that_leads_nowhere_is_not_found(string path, string status)
    {
        Assert.Equal(status, await StatusOfAsync($"GET {Root}{path} HTTP/1.1"));
    }

    [Theory]
    [InlineData("GET /api/../runtime/webhooks/durabletask/instances HTTP/1.1")]
    [InlineData("GET /runtime/webhooks/durabletas%6B/instances HTTP/1.1")]
    [InlineData("GET http://localhost/runtime/webhooks/durabletask/instances HTTP/1.1")]
    [InlineData("GET /runtime/webhooks/durabletask HTTP/1.1")]
    [InlineData("TRACE /runtime/webhooks/durabletask/instances HTTP/1.1")]
    public async Task No_way_round_leads_past_the_key(string line)
    {
        Assert.Equal("401", await StatusOfAsync(line, key: null));
    }

    [Fact]
    public async Task An_id_as_long_as_a_request_line_may_be_is_not_found_and_a_longer_one_refused()
    {
        Assert.Equal("404", await StatusOfAsync($"GET {Root}/instances/{new string('a', 8000)} HTTP/1.1"));
        Assert.Equal("414", await StatusOfAsync($"GET {Root}/instances/{new string('a', 10_000)} HTTP/1.1"));
    }

    [Theory]
    [InlineData("a%0d%0aSet-Cookie:%20x=1", "a\r\nSet-Cookie: x=1")]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("a%3Fb%23c", "a?b#c")]
    [InlineData("..%2F..", "../..")]
    [InlineData("%C3%BCml%C3%A4ut%20%26%25", "ümläut &%")]
    [InlineData("a+b", "a+b")]
    public async Task A_strange_id_is_started_shown_and_purged_under_its_escaped_form(string escaped, string id)
    {
        using var started = await SendAsync(
            HttpMethod.Post, $"/orchestrators/StrO/{escaped}?timeout=20&pollingInterval=1", "\"x\"");
        Assert.Equal((HttpStatusCode.OK, "\"x\""), (started.StatusCode, await started.Content.ReadAsStringAsync()));
        using var again = await SendAsync(HttpMethod.Post, $"/orchestrators/WaitO/{escaped}", "\"x\"");
        var location = Assert.Single(again.Headers.NonValidated["Location"]);
        Assert.Equal(
            $"{_app.Http.BaseAddress}runtime/webhooks/durabletask/instances/{Uri.EscapeDataString(id)}"
                + $"?taskHub=TestHubName&connection=Storage&code={SystemKey}",
            location);
        Assert.False(again.Headers.Contains("Set-Cookie"));

        using var shown = await _app.Http.GetAsync(new Uri(location));
        Assert.Equal(id, JsonElement.Parse(await shown.Content.ReadAsStringAsync()).GetProperty("instanceId").GetString());
        using var ended = await SendAsync(HttpMethod.Post, $"/instances/{escaped}/terminate?reason=r");
        Assert.Equal(HttpStatusCode.Accepted, ended.StatusCode);
        await Client.WaitForInstanceCompletionAsync(id);
        using var purged = await SendAsync(HttpMethod.Delete, $"/instances/{escaped}");
        Assert.Equal("""{"instancesDeleted":1}""", await purged.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_above_32_MiB_is_refused()
    {
        await StartAsync("large", "WaitO");
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _app.Http.BaseAddress!.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {Root}/instances/large/raiseEvent/E HTTP/1.1\r\nHost: localhost\r\nx-functions-key: {SystemKey}\r\n"
                + "Content-Type: application/json\r\nContent-Length: 33554433\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);

        Assert.StartsWith("HTTP/1.1 413 ", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_of_10_MiB_is_taken()
    {
        await StartAsync("big", "WaitO");
        using var raised = await SendAsync(
            HttpMethod.Post, "/instances/big/raiseEvent/finish", $"\"{new string('x', 10 * 1024 * 1024)}\"");
        Assert.Equal(HttpStatusCode.Accepted, raised.StatusCode);

        var metadata = await Client.WaitForInstanceCompletionAsync("big", getInputsAndOutputs: true);

        Assert.Equal(10 * 1024 * 1024 + "finished ".Length, metadata.ReadOutputAs<string>()!.Length);
    }

    [Theory]
    [InlineData(64, HttpStatusCode.Accepted)]
    [InlineData(65, HttpStatusCode.BadRequest)]
    [InlineData(100_000, HttpStatusCode.BadRequest)]
    public async Task JSON_deeper_than_64_is_refused(int depth, HttpStatusCode expected)
    {
        await StartAsync("deep", "WaitO");
        var body = new string('[', depth) + new string(']', depth);

        using var raised = await SendAsync(HttpMethod.Post, "/instances/deep/raiseEvent/E", body);
        using var started = await SendAsync(HttpMethod.Post, "/orchestrators/TypeO", body);

        Assert.Equal((expected, expected), (raised.StatusCode, started.StatusCode));
    }

    [Theory]
    [InlineData("{'a':1}", """{"a":1}""")]
    [InlineData("{a:1,}", """{"a":1}""")]
    [InlineData("/* c */ 1.50", "1.5")]
    [InlineData("NaN", "\"NaN\"")]
    public async Task Lenient_JSON_is_taken_and_written_anew(string body, string expected)
    {
        using var started = await SendAsync(HttpMethod.Post, "/orchestrators/TypeO?timeout=20&pollingInterval=1", body);

        Assert.Equal((HttpStatusCode.OK, expected), (started.StatusCode, await started.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("/* c */")]
    [InlineData("1 2")]
    [InlineData("{} {}")]
    public async Task What_is_no_JSON_at_all_starts_nothing(string body)
    {
        using var started = await SendAsync(HttpMethod.Post, "/orchestrators/TypeO/no-json", body);

        Assert.Equal(HttpStatusCode.BadRequest, started.StatusCode);
        Assert.Contains("\"Invalid JSON content\"", await started.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(await Client.GetInstanceAsync("no-json"));
    }

    [Theory]
    [InlineData("timeout=1&pollingInterval=2", HttpStatusCode.BadRequest)]
    [InlineData("timeout=NaN&pollingInterval=1", HttpStatusCode.BadRequest)]
    [InlineData("timeout=1&pollingInterval=NaN", HttpStatusCode.BadRequest)]
    [InlineData("timeout=-1&pollingInterval=-2", HttpStatusCode.Accepted)]
    [InlineData("timeout=x&pollingInterval=1", HttpStatusCode.Accepted)]
    [InlineData("timeout=60", HttpStatusCode.Accepted)]
    public async Task A_time_to_wait_that_makes_no_sense_is_not_waited_for(string query, HttpStatusCode expected)
    {
        using var started = await SendAsync(HttpMethod.Post, $"/orchestrators/WaitO?{query}");

        Assert.Equal(expected, started.StatusCode);
    }

    [Fact]
    public async Task A_failure_that_is_waited_for_is_answered_with_the_status_document()
    {
        using var started = await SendAsync(
            HttpMethod.Post,
            "/orchestrators/ThrowO?timeout=1e300&pollingInterval=1&returnInternalServerErrorOnFailure=true",
            "\"app\"");

        Assert.Equal(HttpStatusCode.InternalServerError, started.StatusCode);
        Assert.Equal(
            "Behave.MyAppException: orch outer",
            JsonElement.Parse(await started.Content.ReadAsStringAsync()).GetProperty("output").GetString());
    }

    [Fact]
    public async Task A_wait_does_not_hold_up_the_stop_of_the_app()
    {
        var waiting = SendAsync(HttpMethod.Post, "/orchestrators/WaitO/held?timeout=3600&pollingInterval=1");
        await Eventually.TrueAsync(
            () => Client.GetInstanceAsync("held").GetAwaiter().GetResult()?.RuntimeStatus == OrchestrationRuntimeStatus.Running,
            "the instance runs");

        await _app.App.Application.StopAsync();

        using var answer = await waiting;
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Fact]
    public async Task A_list_that_is_read_slowly_does_not_hold_up_the_stop_of_the_app()
    {
        for (var number = 0; number < 8; number++)
        {
            using var started = await SendAsync(
                HttpMethod.Post, $"/orchestrators/WaitO/slow{number}", JsonSerializer.Serialize(new string('x', 4 * 1024 * 1024)));
        }

        using var client = new TcpClient { ReceiveBufferSize = 4096 };
        await client.ConnectAsync("127.0.0.1", _app.Http.BaseAddress!.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {Root}/instances?code={SystemKey} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        await stream.ReadExactlyAsync(new byte[100]);

        // Without an end of the request it would end by this.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(25));
        await _app.App.Application.StopAsync(patience.Token);

        Assert.False(patience.IsCancellationRequested);
        Assert.DoesNotContain(_app.App.Log.Entries, entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
    }

    [Fact]
    public async Task A_list_is_paged_by_100_and_as_long_as_is_asked_for()
    {
        await Task.WhenAll(Enumerable.Range(0, 620).Select(number =>
            StartAsync($"{(number % 2 == 0 ? "even" : "Odd")}-{number:D4}", "StrO")));
        var expected = Enumerable.Range(0, 620)
            .Select(number => $"{(number % 2 == 0 ? "even" : "Odd")}-{number:D4}")
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.Equal(expected, (await ListAsync("top=2147483647")).Ids);
        Assert.Equal(expected, (await ListAsync("top=620")).Ids);
        var (long501, next) = await ListAsync("top=501");
        Assert.Equal(expected[..501], long501);
        Assert.Equal(expected[501], next);

        var paged = new List<string>();
        string? token = "";
        do
        {
            (var ids, token) = await ListAsync("", token.Length == 0 ? "" : AnswerPattern.Token(token));
            Assert.InRange(ids.Count, 1, 100);
            paged.AddRange(ids);
        }
        while (token is not null);
        Assert.Equal(expected, paged);

        Assert.Equal(310, (await ListAsync("top=1000&instanceIdPrefix=even")).Ids.Count);
        Assert.Empty((await ListAsync("instanceIdPrefix=EVEN")).Ids);
        Assert.Empty((await ListAsync("taskHub=another")).Ids);
        Assert.Equal(expected[..100], (await ListAsync("top=-1", "not base64")).Ids);
    }

    [Fact]
    public async Task Instances_of_another_hub_cannot_be_touched()
    {
        await StartAsync("mine", "WaitO");

        foreach (var (method, path) in new[]
        {
            (HttpMethod.Post, "/instances/mine/terminate"),
            (HttpMethod.Delete, "/instances/mine"),
            (HttpMethod.Delete, "/instances"),
            (HttpMethod.Post, "/orchestrators/WaitO"),
        })
        {
            using var answer = await SendAsync(method, $"{path}?taskHub=another&createdTimeFrom=2000-01-01");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var shown = await SendAsync(HttpMethod.Get, "/instances/mine?taskHub=testhubname");
        Assert.Equal(HttpStatusCode.Accepted, shown.StatusCode);
    }

    [Fact]
    public async Task The_history_tells_of_failed_and_running_children_and_hides_inputs_when_told_to()
    {
        await Client.ScheduleNewOrchestrationInstanceAsync("ThrowO", "sub", new StartOrchestrationOptions("parent"));
        await Client.WaitForInstanceCompletionAsync("parent");

        using var shown = await SendAsync(HttpMethod.Get, "/instances/parent?showHistory=true&showInput=false");
        var history = JsonElement.Parse(await shown.Content.ReadAsStringAsync()).GetProperty("historyEvents");

        Assert.Equal(
            ["ExecutionStarted", "SubOrchestrationInstanceFailed", "ExecutionCompleted"],
            history.EnumerateArray().Select(happened => happened.GetProperty("EventType").GetString()));
        var failed = history[1];
        Assert.Equal("ThrowO", failed.GetProperty("FunctionName").GetString());
        Assert.Equal(
            "Microsoft.DurableTask.TaskFailedException",
            failed.GetProperty("FailureDetails").GetProperty("ErrorType").GetString());
        Assert.DoesNotContain("\"Input\"", history.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rewind_is_not_implemented()
    {
        await Client.ScheduleNewOrchestrationInstanceAsync("ThrowO", "app", new StartOrchestrationOptions("failed"));
        await Client.WaitForInstanceCompletionAsync("failed");

        using var rewound = await SendAsync(HttpMethod.Post, "/instances/failed/rewind?reason=x");

        Assert.Equal(HttpStatusCode.NotImplemented, rewound.StatusCode);
        Assert.Equal(
            "Rewind is not supported by the underlying storage provider.",
            JsonElement.Parse(await rewound.Content.ReadAsStringAsync()).GetProperty("Message").GetString());
    }

    [Fact]
    public async Task A_request_without_a_host_is_told_the_address_that_it_called()
    {
        await StartAsync("hostless", "WaitO");
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _app.Http.BaseAddress!.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET {Root}/instances/hostless HTTP/1.0\r\nx-functions-key: {SystemKey}\r\n\r\n"));
        using var reader = new StreamReader(stream);

        Assert.Contains(
            $"\r\nLocation: {_app.Http.BaseAddress}runtime/webhooks/durabletask/instances/hostless\r\n",
            await reader.ReadToEndAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changes_something_leaves_a_line_without_the_key()
    {
        using var answer = await _app.Http.DeleteAsync(
            new Uri($"{Root}/instances/a%0d%0ab?code={SystemKey}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Single(_app.App.Log.Entries, entry =>
            entry.Message == $"Management API: DELETE {Root}/instances/a%0D%0Ab: 404");
    }

    private Task StartAsync(string id, string name) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, "x", new StartOrchestrationOptions(id));

    private async Task<(List<string> Ids, string? Next)> ListAsync(string query, string token = "")
    {
        using var request = Request(HttpMethod.Get, $"/instances?{query}");
        if (token.Length > 0)
        {
            request.Headers.Add("x-ms-continuation-token", token);
        }

        using var answer = await _app.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var ids = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).EnumerateArray()
            .Select(instance => instance.GetProperty("instanceId").GetString()!)
            .ToList();
        return (ids, answer.Headers.TryGetValues("x-ms-continuation-token", out var next)
            ? Encoding.UTF8.GetString(Convert.FromBase64String(next.Single()))
            : null);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = Request(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));
        }

        return await _app.Http.SendAsync(request);
    }

    private static HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, $"{Root}{path}");
        request.Headers.Add("x-functions-key", SystemKey);
        return request;
    }

    // As it is, without what a client makes of it.
    private async Task<string> StatusOfAsync(string line, string? key = SystemKey)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _app.Http.BaseAddress!.Port);
        await using var stream = client.GetStream();
        var header = key is null ? "" : $"x-functions-key: {key}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{line}\r\nHost: localhost\r\n{header}Connection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return (await reader.ReadToEndAsync())[9..12];
    }
}
