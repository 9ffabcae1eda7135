using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.EndToEnd.Transfer;

/// <summary>Stands before a blob service and counts the blocks that it has taken. Nothing in a request depends on the address.</summary>
internal sealed class BlockCounter : IAsyncDisposable
{
    private static readonly string[] OfTheConnection = ["Host", "Connection", "Transfer-Encoding"];

    private readonly WebApplication _app;
    private readonly HttpClient _client = new();
    private readonly Uri _service;
    private int _underWay;

    private BlockCounter(Uri service)
    {
        _service = service;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, 0);
            k.Limits.MaxRequestBodySize = null;
            k.Limits.MinRequestBodyDataRate = null;
        });
        _app = builder.Build();
        _app.Run(ForwardAsync);
    }

    /// <summary>The names of the blocks that the service has taken, in order.</summary>
    public ConcurrentQueue<string> Taken { get; } = new();

    /// <summary>Called with each request and its body, which it may change, before they are passed on; null for nothing.</summary>
    public Func<HttpRequest, byte[], Task>? Before { get; set; }

    /// <summary>Whether no request is under way, on whichever side.</summary>
    public bool IsIdle => Volatile.Read(ref _underWay) == 0;

    /// <summary>Where it listens.</summary>
    public string Authority => new Uri(_app.Urls.First()).Authority;

    public static async Task<BlockCounter> StartAsync(Uri service)
    {
        var counter = new BlockCounter(service);
        await counter._app.StartAsync();
        return counter;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            // Whole, so that a client that dies leaves no half request at the service.
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var bytes = body.ToArray();
            await (Before?.Invoke(context.Request, bytes) ?? Task.CompletedTask);
            using var request = new HttpRequestMessage(
                new HttpMethod(context.Request.Method), new Uri(_service, context.Request.GetEncodedPathAndQuery()));
            request.Content = new ByteArrayContent(bytes);
            foreach (var (name, values) in context.Request.Headers.Where(h => !OfTheConnection.Contains(h.Key)))
            {
                if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
                {
                    request.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
                }
            }

            using var answer = await _client.SendAsync(request);
            if (context.Request.Query["comp"] == "block" && answer.IsSuccessStatusCode)
            {
                Taken.Enqueue(context.Request.Query["blockid"]!);
            }

            await ReturnAsync(context, answer);
        }
        catch (IOException)
        {
            // The client has died.
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private static async Task ReturnAsync(HttpContext context, HttpResponseMessage answer)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(h => !OfTheConnection.Contains(h.Key)))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        if (context.Request.Method != "HEAD")
        {
            await answer.Content.CopyToAsync(context.Response.Body);
        }
    }
}
