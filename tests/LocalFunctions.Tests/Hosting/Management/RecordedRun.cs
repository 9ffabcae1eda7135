using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Behave;

namespace LocalFunctions.Tests.Hosting.Management;

/// <summary>
/// Makes the instances of the recordings and sends their requests, in their order, to two apps as it was then. What must have
/// happened before a request is waited for.
/// </summary>
public sealed class RecordedRun : IAsyncLifetime
{
    private const string SystemKey = "the-system-key-of-the-recorded-app";
    private const string Hub = "RecordedHub";

    /// <summary>The first recording of the second app.</summary>
    private const int SecondApp = 201;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Dictionary<int, string> _answers = [];
    private readonly Dictionary<string, string> _values = new() { ["SYSTEM_KEY"] = SystemKey, ["HUB"] = Hub };
    private readonly Dictionary<int, string> _hosts = [];
    private TestApp _app = null!;
    private HttpClient _http = null!;

    private DurableTaskClient Client => _app.Application.DurableClient;

    /// <summary>What was answered to a recording's request.</summary>
    public string AnswerTo(int number) => _answers[number];

    /// <summary>What the placeholders of a recording stand for.</summary>
    public IReadOnlyDictionary<string, string> ValuesOf(int number) =>
        new Dictionary<string, string>(_values) { ["HOST"] = _hosts[number] };

    public async Task InitializeAsync()
    {
        await RunAsync(RecordingFiles.All.Where(recording => recording.Number < SecondApp), BeforeAsync);
        await RunAsync(RecordingFiles.All.Where(recording => recording.Number >= SecondApp), BeforeOfSecondAsync);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task RunAsync(IEnumerable<Recording> recordings, Func<int, Task> before)
    {
        _app = TestApp.Build(
            [typeof(RecordedFunctions)],
            $$"""{ "version": "2.0", "extensions": { "durableTask": { "hubName": "{{Hub}}" } } }""",
            args:
            [
                $"--LocalFunctions:Keys:System:durabletask_extension={SystemKey}",
                "--LocalFunctions:Keys:Host:default=a-key-that-opens-functions",
                "--LocalFunctions:AllowedHosts=my.example.org",
            ]);
        await using (_app)
        {
            await _app.Application.StartAsync();
            var url = _app.Application.Urls[0];
            using var http = new HttpClient { BaseAddress = new Uri(url), Timeout = Patience };
            _http = http;
            foreach (var recording in recordings.Where(recording => !RecordingTests.LeftOut.ContainsKey(recording.Number)))
            {
                await before(recording.Number);
                _hosts[recording.Number] = url["http://".Length..];
                _answers[recording.Number] = await SendAsync(recording);
            }
        }
    }

    private async Task BeforeAsync(int number)
    {
        switch (number)
        {
            case 6:
                await StartAsync("sched", "StrO", "later", DateTimeOffset.UtcNow.AddSeconds(8));
                break;
            case 7:
                await StartWaitingAsync("warm0", "warm");
                await StartWaitingAsync("warm1795331980.0316246", "warm");
                await StartWaitingAsync("warm1795332036.3131082", "warm");
                await StartWaitingAsync("run1", "in1");
                await StartAsync("poco", "StatusMiscO", "poco");
                await UntilStatusAsync("poco", "Running");
                break;
            case 9:
                await RunToEndAsync("done", "StrO", "done");
                await RunToEndAsync("obj", "MutO", new { Name = "n", custom_name = "c" });
                await RunToEndAsync("nul", "NullOutO", "x");
                await RunToEndAsync("noin", "StrO", null);
                await RunToEndAsync("int", "IntO", 5);
                await RunToEndAsync("fail1", "ThrowO", "app");
                await RunToEndAsync("fail2", "ThrowO", "act");
                await RunToEndAsync("fail3", "ThrowO", "sub");
                break;
            case 19:
                await StartWaitingAsync("term", "t");
                break;
            case 20:
                await UntilStatusAsync("term", "Terminated");
                break;
            case 21:
                await StartWaitingAsync("susp", "s");
                break;
            case 22:
                await UntilStatusAsync("susp", "Suspended");
                break;
            case 23:
                await StartAsync("can", "CanO", new RecordedFunctions.Generation(0, true, "status", ""));
                await UntilAsync(
                    "can", text => text.Contains("\"Gen\":1", StringComparison.Ordinal) && Has(text, "ExecutionStarted"));
                break;
            case 25:
                await Client.RaiseEventAsync("can", "finish", "now");
                await UntilStatusAsync("can", "Completed");
                break;
            case 27:
                await RunToEndAsync("slow", "SlowO", 300);
                await RunToEndAsync("tim", "TimerO", "1s");
                await StartAsync("t10", "TimerO", "10days");
                await UntilAsync("t10", text => Has(text, "TimerCreated"));
                await RunToEndAsync("sub", "SubO", "default");
                break;
            case 56:
                await UntilStatusAsync("run1", "Completed");
                break;
            case 57:
                await StartWaitingAsync("term2", "t");
                break;
            case 58:
                await UntilStatusAsync("term2", "Terminated");
                break;
            case 67:
                await UntilAsync("susp", text => Has(text, "ExecutionResumed"));
                break;
            case 77:
                await PostAsync("instances/t10/terminate?reason=x");
                await UntilStatusAsync("t10", "Terminated");
                break;
            case 94:
                await UntilStatusAsync("done", "Completed");
                break;
            case 96:
                await StartWaitingAsync("rr", "r");
                break;
            case 119:
                await UntilStatusAsync("ns", "Failed");
                break;
            case 121:
                // Those of 122.
                await UntilCountAsync("instances?runtimeStatus=Running,Pending", 7);
                break;
        }
    }

    private async Task BeforeOfSecondAsync(int number)
    {
        switch (number)
        {
            case 201:
                await StartWaitingAsync("live", "k");
                break;
            case 221:
                await RunToEndAsync("id with space32279", "StrO", "e");
                await RunToEndAsync(
                    "json", "TypeO", Json("""{"a":{"b":[1,2.5,"x",null,true]},"d":"2024-01-02T03:04:05+02:00","u":"é"}"""));
                await RunToEndAsync("dto", "TypeO", "2024-01-02T03:04:05.1230000+02:00");
                await RunToEndAsync("dec", "TypeO", 1.10m);
                await RunToEndAsync("strjson", "TypeO", """{"a":1}""");
                await StartAsync("csn", "StatusMiscO", "null");
                await UntilAsync("csn", text => Has(text, "TaskCompleted"));
                break;
            case 227:
                await StartAsync("slow4", "SlowO", 4000);
                await UntilAsync("slow4", text => Has(text, "TaskScheduled"));
                break;
            case 228:
                await RunToEndAsync("notorch", "FailN", "x");
                await RunToEndAsync("oce", "ThrowO", "oce");
                break;
            case 230:
                await StartWaitingAsync("t3", "t");
                await StartWaitingAsync("t4", "t");
                await StartWaitingAsync("t5", "t");
                break;
            case 231:
                await UntilStatusAsync("t3", "Terminated");
                break;
            case 233:
                await UntilStatusAsync("t4", "Terminated");
                break;
            case 235:
                await UntilStatusAsync("t5", "Suspended");
                break;
            case 238:
                await UntilStatusAsync("t5", "Terminated");
                break;
            case 239:
                await StartAsync("pend", "StrO", "p", DateTimeOffset.UtcNow.AddDays(1));
                await StartAsync("suspended-pend", "StrO", "p", DateTimeOffset.UtcNow.AddDays(1));
                break;
            case 245:
                await UntilStatusAsync("pend", "Terminated");
                break;
        }
    }

    private async Task<string> SendAsync(Recording recording)
    {
        var (method, target) = recording.Request.Line.Split(' ') is [var first, var second]
            ? (first, Fill(second))
            : throw new InvalidDataException(recording.Request.Line);
        if (recording.Number == 240)
        {
            target = target.Replace("/pend/", "/suspended-pend/", StringComparison.Ordinal);
        }

        using var request = new HttpRequestMessage(new HttpMethod(method), target);
        var type = recording.Request.Headers.FirstOrDefault(header => header.Key == "Content-Type").Value;
        if (recording.Request.Body is not null || type is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(recording.Request.Body ?? ""));
            request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        }

        foreach (var (name, value) in recording.Request.Headers.Where(header => header.Key != "Content-Type"))
        {
            request.Headers.TryAddWithoutValidation(name, Fill(value));
        }

        using var response = await _http.SendAsync(request);
        return await AnswerPattern.TextOfAsync(response);
    }

    private static string Fill(string text) => text
        .Replace("{SYSTEM_KEY}", SystemKey, StringComparison.Ordinal)
        .Replace("{HUB}", Hub, StringComparison.Ordinal)
        .Replace("{TOKEN:fail3}", AnswerPattern.Token("fail3"), StringComparison.Ordinal);

    private static JsonElement Json(string text) => JsonElement.Parse(text);

    private Task StartAsync(string id, string name, object? input, DateTimeOffset? at = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id, at));

    private async Task StartWaitingAsync(string id, string input)
    {
        await StartAsync(id, "WaitO", input);
        await UntilStatusAsync(id, "Running");
    }

    private async Task RunToEndAsync(string id, string name, object? input)
    {
        await StartAsync(id, name, input);
        using var patience = new CancellationTokenSource(Patience);
        await Client.WaitForInstanceCompletionAsync(id, patience.Token);
    }

    private static bool Has(string text, string eventType) =>
        text.Contains($"\"EventType\":\"{eventType}\"", StringComparison.Ordinal);

    private Task UntilStatusAsync(string id, string status) =>
        UntilAsync(id, text => text.Contains($"\"runtimeStatus\":\"{status}\"", StringComparison.Ordinal));

    private Task UntilAsync(string id, Func<string, bool> isReached) =>
        UntilTextAsync($"instances/{id}?showHistory=true", isReached);

    private Task UntilCountAsync(string query, int count) =>
        UntilTextAsync(query, text => JsonElement.Parse(text).GetArrayLength() == count);

    private async Task UntilTextAsync(string path, Func<string, bool> isReached)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            using var request = Request(HttpMethod.Get, path);
            using var response = await _http.SendAsync(request, patience.Token);
            if (isReached(await response.Content.ReadAsStringAsync(patience.Token)))
            {
                return;
            }

            await Task.Delay(20, patience.Token);
        }
    }

    private async Task PostAsync(string path)
    {
        using var request = Request(HttpMethod.Post, path);
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private static HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, $"/runtime/webhooks/durabletask/{path}");
        request.Headers.Add("x-functions-key", SystemKey);
        return request;
    }
}
