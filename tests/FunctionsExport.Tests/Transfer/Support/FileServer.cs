using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Tests.Transfer.Support;

/// <summary>Serves one file over HTTP, by ranges, and counts what it sends. A test may have it answer otherwise.</summary>
internal sealed class FileServer : IAsyncDisposable
{
    public const string Query = "sig=s3cret-signature";
    private const int Piece = 64 * 1024;

    private readonly WebApplication _app;
    private long _sent;

    private FileServer(byte[] content)
    {
        Content = content;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public byte[] Content { get; set; }

    /// <summary>The strong ETag; null for none.</summary>
    public string? ETag { get; set; } = "\"v1\"";

    public DateTimeOffset? LastModified { get; set; }

    public bool HasRanges { get; set; } = true;

    /// <summary>Answers in place of the file when it returns true. It gets the request's number, from 1.</summary>
    public Func<int, HttpContext, Task<bool>>? Instead { get; set; }

    /// <summary>How many bytes of an answer are sent before the connection is reset; null for all. It gets the answer's number.</summary>
    public Func<int, long?>? ResetAfter { get; set; }

    /// <summary>Told of each piece before it is sent: where it begins and its bytes, which it may change.</summary>
    public Func<long, Memory<byte>, CancellationToken, Task>? BeforePiece { get; set; }

    /// <summary>The Range and If-Range headers of each request.</summary>
    public ConcurrentQueue<(string Range, string IfRange)> Requests { get; } = new();

    /// <summary>How many bytes of content were sent.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    public Uri Url => new($"{_app.Urls.First()}/files/dump.rdb?{Query}");

    public static async Task<FileServer> StartAsync(byte[] content)
    {
        var server = new FileServer(content);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue((context.Request.Headers.Range.ToString(), context.Request.Headers.IfRange.ToString()));
        var number = Requests.Count;
        if (Instead is not null && await Instead(number, context))
        {
            return;
        }

        var content = Content;
        var (from, to) = RangeOf(context.Request, content.Length);
        if (HasRanges)
        {
            context.Response.Headers.AcceptRanges = "bytes";
        }

        context.Response.Headers.ETag = ETag;
        context.Response.Headers.LastModified = LastModified?.ToString("R", CultureInfo.InvariantCulture);
        if (from is null)
        {
            await SendAsync(context, number, content, 0, content.Length);
            return;
        }

        if (from >= content.Length)
        {
            context.Response.StatusCode = 416;
            context.Response.Headers.ContentRange = $"bytes */{content.Length}";
            return;
        }

        context.Response.StatusCode = 206;
        context.Response.Headers.ContentRange = $"bytes {from}-{to - 1}/{content.Length}";
        await SendAsync(context, number, content, from.Value, to);
    }

    private (int? From, int To) RangeOf(HttpRequest request, int size)
    {
        var range = request.GetTypedHeaders().Range?.Ranges.Single();
        var wanted = request.Headers.IfRange.ToString();
        var holds = wanted.Length == 0 || wanted == (ETag ?? LastModified?.ToString("R", CultureInfo.InvariantCulture));
        return range is null || !HasRanges || !holds
            ? (null, size)
            : ((int)range.From!.Value, (int)Math.Min(range.To + 1 ?? size, size));
    }

    private async Task SendAsync(HttpContext context, int number, byte[] content, int from, int to)
    {
        context.Response.ContentLength = to - from;
        var end = ResetAfter?.Invoke(number) is { } most ? (int)Math.Min(from + most, to) : to;
        for (var at = from; at < end; at += Piece)
        {
            var piece = content.AsMemory(at, Math.Min(Piece, end - at));
            if (BeforePiece is not null)
            {
                piece = piece.ToArray();
                await BeforePiece(at, piece, context.RequestAborted);
            }

            await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            Interlocked.Add(ref _sent, piece.Length);
        }

        if (end < to)
        {
            await context.Response.Body.FlushAsync();
            context.Abort();
        }
    }
}
