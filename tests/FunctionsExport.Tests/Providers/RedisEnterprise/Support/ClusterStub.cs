using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Support;

/// <summary>
/// An HTTPS server on a free port of the loopback interface that answers as a test scripts it, and records what it was asked.
/// It knows nothing of clusters.
/// </summary>
internal sealed class ClusterStub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly Dictionary<string, Queue<Func<RecordedRequest, StubAnswer>>> _script = [];
    private readonly Lock _lock = new();

    private ClusterStub(X509Certificate2 certificate, bool asksForCertificate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k =>
            k.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate, https =>
            {
                https.ClientCertificateMode = asksForCertificate ? ClientCertificateMode.AllowCertificate : default;
                https.AllowAnyClientCertificate();
            })));
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    public int Port => new Uri(_app.Urls.First()).Port;

    public string Endpoint => $"https://localhost:{Port}";

    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    /// <summary>The requests as <c>GET /v1/bdbs/7</c>, without queries.</summary>
    public IReadOnlyList<string> Calls => [.. _requests.Select(r => $"{r.Method} {r.Path}")];

    public static async Task<ClusterStub> StartAsync(X509Certificate2? certificate = null, bool asksForCertificate = false)
    {
        var stub = new ClusterStub(certificate ?? TestCertificates.Localhost, asksForCertificate);
        await stub._app.StartAsync();
        return stub;
    }

    /// <summary>Adds an answer to a call such as <c>GET /v1/bdbs/7</c>. The last one added is repeated.</summary>
    public ClusterStub On(string call, int status, string body = "", params (string Name, string Value)[] headers) =>
        On(call, _ => new StubAnswer(status, body, headers));

    public ClusterStub On(string call, StubAnswer answer) => On(call, _ => answer);

    public ClusterStub On(string call, Func<RecordedRequest, StubAnswer> answer)
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
    public ClusterStub Clear(string call)
    {
        lock (_lock)
        {
            _script.Remove(call);
        }

        return this;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var request = await RecordAsync(context.Request);
        var answer = AnswerTo(request);
        await Task.Delay(answer.Delay, context.RequestAborted);
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers.Append(name, value);
        }

        if (answer.Body.Length > 0)
        {
            context.Response.ContentType = answer.ContentType;
            await context.Response.WriteAsync(answer.Body);
        }
    }

    private async Task<RecordedRequest> RecordAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var recorded = new RecordedRequest(
            request.Method,
            request.Path,
            request.QueryString.Value ?? "",
            request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync(),
            request.HttpContext.Connection.ClientCertificate?.Thumbprint);
        _requests.Enqueue(recorded);
        return recorded;
    }

    private StubAnswer AnswerTo(RecordedRequest request)
    {
        Func<RecordedRequest, StubAnswer> answer;
        lock (_lock)
        {
            if (!_script.TryGetValue($"{request.Method} {request.Path}", out var queue))
            {
                return new StubAnswer(599, $"The test has no answer to {request}.");
            }

            answer = queue.Count > 1 ? queue.Dequeue() : queue.Peek();
        }

        return answer(request);
    }
}
