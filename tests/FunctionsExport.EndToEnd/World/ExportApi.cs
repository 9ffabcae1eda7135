using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace FunctionsExport.EndToEnd.World;

/// <summary>The app's HTTP surface, used as a client would.</summary>
internal sealed class ExportApi(Func<Uri> address, string? key = null) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly List<string> _answers = [];

    /// <summary>Every answer so far, headers and body.</summary>
    public IReadOnlyList<string> Answers
    {
        get
        {
            lock (_answers)
            {
                return [.. _answers];
            }
        }
    }

    public async Task<ApiAnswer> SendAsync(
        HttpMethod method,
        string path,
        string? body = null,
        string? contentType = "application/json",
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(address(), path));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        }

        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        if (key is not null)
        {
            request.Headers.Add("x-functions-key", key);
        }

        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        lock (_answers)
        {
            _answers.Add($"{response}\n{text}");
        }

        return new ApiAnswer(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.Location?.ToString(),
            response.Headers.RetryAfter?.ToString(),
            text);
    }

    public Task<ApiAnswer> StartAsync(string source, bool fetch) =>
        SendAsync(HttpMethod.Post, "api/exports", $$"""{"source":"{{source}}","fetch":{{(fetch ? "true" : "false")}}}""");

    /// <summary>Starts an export, which must be accepted; its id.</summary>
    public async Task<string> StartAcceptedAsync(string source, bool fetch)
    {
        var answer = await StartAsync(source, fetch);
        Assert.True(answer.Status == HttpStatusCode.Accepted, $"{answer.Status}: {answer.Text}");
        return (string)answer.Body["id"]!;
    }

    public Task<ApiAnswer> GetAsync(string id) => SendAsync(HttpMethod.Get, $"api/exports/{id}");

    public Task<ApiAnswer> CancelAsync(string id) => SendAsync(HttpMethod.Delete, $"api/exports/{id}");

    /// <summary>Waits until the export's status is as wanted.</summary>
    public async Task<JsonObject> WaitAsync(string id, Func<JsonObject, bool> wanted)
    {
        var end = DateTimeOffset.UtcNow + Patience;
        while (true)
        {
            var answer = await GetAsync(id);
            Assert.True(answer.Status == HttpStatusCode.OK, $"{answer.Status}: {answer.Text}");
            if (wanted(answer.Body))
            {
                return answer.Body;
            }

            Assert.True(DateTimeOffset.UtcNow < end, $"Not seen within {Patience}; last: {answer.Text}");
            await Task.Delay(PollInterval);
        }
    }

    /// <summary>Waits until the export has ended.</summary>
    public Task<JsonObject> WaitForEndAsync(string id) => WaitAsync(id, s => StateOf(s) is "succeeded" or "failed" or "cancelled" or "skipped" && s["endedAt"] is not null);

    public static string StateOf(JsonObject status) => (string)status["state"]!;

    public void Dispose() => _http.Dispose();
}
