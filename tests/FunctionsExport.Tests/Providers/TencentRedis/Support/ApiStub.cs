using System.Collections.Concurrent;
using System.Net;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Tests.Providers.TencentRedis.Support;

/// <summary>
/// A server on a free port of the loopback interface that answers actions of the API 3.0, and GETs of files, as a test scripts them,
/// and records what it was asked.
/// </summary>
internal sealed class ApiStub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly Dictionary<string, Queue<Func<RecordedRequest, StubAnswer?>>> _script = [];
    private readonly Lock _lock = new();

    private ApiStub()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    public string Endpoint => _app.Urls.First();

    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    /// <summary>The actions asked for, and <c>GET</c> with the path of each file.</summary>
    public IReadOnlyList<string> Calls => [.. _requests.Select(NameOf)];

    public static async Task<ApiStub> StartAsync()
    {
        var stub = new ApiStub();
        await stub._app.StartAsync();
        return stub;
    }

    /// <summary>Adds a response to an action. The last one added is repeated.</summary>
    public ApiStub On(string call, string response) => On(call, _ => Success(response));

    /// <summary>Adds an error.</summary>
    public ApiStub Fails(string call, string code, string message = "no") => On(call, _ => Error(code, message));

    /// <summary>Adds an answer; null breaks the connection.</summary>
    public ApiStub On(string call, Func<RecordedRequest, StubAnswer?> answer)
    {
        lock (_lock)
        {
            if (!_script.TryGetValue(call, out var queue))
            {
                _script[call] = queue = [];
            }

            queue.Enqueue(answer);
        }

        return this;
    }

    /// <summary>Forgets the answers to a call.</summary>
    public ApiStub Clear(string call)
    {
        lock (_lock)
        {
            _script.Remove(call);
        }

        return this;
    }

    public static StubAnswer Success(string response)
    {
        var fields = response.Trim()[1..^1];
        return new StubAnswer(
            200, "{\"Response\":{" + fields + (fields.Length == 0 ? "" : ",") + "\"RequestId\":\"a-request\"}}");
    }

    public static StubAnswer Error(string code, string message = "no") => new(
        200, $$$"""{"Response":{"Error":{"Code":"{{{code}}}","Message":"{{{message}}}"},"RequestId":"a-request"}}""");

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new RecordedRequest(
            context.Request.Method,
            context.Request.Path,
            context.Request.QueryString.Value ?? "",
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync());
        _requests.Enqueue(request);
        if (AnswerTo(request) is not { } answer)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.WriteAsync(answer.Body);
    }

    private StubAnswer? AnswerTo(RecordedRequest request)
    {
        Func<RecordedRequest, StubAnswer?> answer;
        lock (_lock)
        {
            if (!_script.TryGetValue(NameOf(request), out var queue))
            {
                return new StubAnswer(599, $"The test has no answer to {NameOf(request)}.");
            }

            answer = queue.Count > 1 ? queue.Dequeue() : queue.Peek();
        }

        return answer(request);
    }

    private static string NameOf(RecordedRequest request) =>
        request.Headers.TryGetValue("X-TC-Action", out var action) ? action : $"{request.Method} {request.Path}";
}
