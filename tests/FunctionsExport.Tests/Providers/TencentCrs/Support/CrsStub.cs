using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace FunctionsExport.Tests.Providers.TencentCrs.Support;

/// <summary>A server on loopback that answers calls of API v2 as a test scripts them, and records what it was asked.</summary>
internal sealed class CrsStub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<RecordedCall> _calls = new();
    private readonly ConcurrentDictionary<string, Func<RecordedCall, HttpContext, Task>> _script = new(StringComparer.Ordinal);

    private CrsStub()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    public string Endpoint => _app.Urls.First();

    public IReadOnlyList<RecordedCall> Calls => [.. _calls];

    public IReadOnlyList<string> Actions => [.. _calls.Select(c => c.Action)];

    /// <summary>How many calls of an action there were.</summary>
    public int CountOf(string action) => _calls.Count(c => c.Action == action);

    /// <summary>The parameters of the last call of an action.</summary>
    public IReadOnlyDictionary<string, string> Last(string action) => _calls.Last(c => c.Action == action).Parameters;

    public static async Task<CrsStub> StartAsync()
    {
        var stub = new CrsStub();
        await stub._app.StartAsync();
        return stub;
    }

    /// <summary>Answers an action with success.</summary>
    public CrsStub On(string action, string data, int? total = null) =>
        OnBody(action, new JsonObject
        {
            ["code"] = 0,
            ["message"] = "",
            ["codeDesc"] = "Success",
            ["totalCount"] = total,
            ["data"] = JsonNode.Parse(data),
        }.ToJsonString());

    /// <summary>Answers an action with an error.</summary>
    public CrsStub OnError(string action, int code, string? description = null, string message = "no") =>
        OnBody(action, JsonSerializer.Serialize(new { code, message, codeDesc = description }));

    /// <summary>Answers an action with a body.</summary>
    public CrsStub OnBody(string action, string body, int status = 200) => On(action, (_, context) =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    });

    public CrsStub On(string action, Func<RecordedCall, HttpContext, Task> answer)
    {
        _script[action] = answer;
        return this;
    }

    /// <summary>Takes the call, and breaks the connection instead of answering.</summary>
    public CrsStub OnLost(string action) => On(action, (_, context) =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>An instance of a type, and its backups.</summary>
    public CrsStub WithInstance(int? typeId, params (string Id, int Status, string Start, string Remark)[] backups) =>
        On("DescribeRedis", $$"""{"redisSet":[{"redisName":"orders-db","redisId":"crs-j30wibe7","status":2,"size":1024{{(typeId is null ? "" : $",\"typeId\":{typeId}")}}}]}""", 1)
            .WithBackups(backups).On("GetRedisTaskList", """{"redisTaskSet":[]}""", 0);

    public CrsStub WithBackups(params (string Id, int Status, string Start, string Remark)[] backups) => On(
        "GetRedisBackupList",
        JsonSerializer.Serialize(new
        {
            redisBackupSet = backups.Select(b => new
            {
                startTime = b.Start,
                backupId = b.Id,
                backupType = "manualBackupInstance",
                status = b.Status,
                remark = b.Remark,
                locked = 0,
            }),
        }),
        backups.Length);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var text = context.Request.Method == "POST" ? body : context.Request.QueryString.Value ?? "";
        var parameters = QueryHelpers.ParseQuery(text).ToDictionary(p => p.Key, p => p.Value.ToString(), StringComparer.Ordinal);
        var call = new RecordedCall(
            context.Request.Method,
            context.Request.Path.Value ?? "",
            context.Request.Host.Value ?? "",
            context.Request.ContentType,
            text,
            parameters);
        _calls.Enqueue(call);
        await (_script.TryGetValue(call.Action, out var answer)
            ? answer(call, context)
            : context.Response.WriteAsync("""{"code":6100,"message":"not scripted","codeDesc":"ApiNotAvailable"}"""));
    }
}
