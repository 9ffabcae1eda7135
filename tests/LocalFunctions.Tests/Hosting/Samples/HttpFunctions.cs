using LocalFunctions.Worker;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Hosting.Samples;

public sealed class HttpFunctions
{
    [Function("Plain")]
    public static IResult Plain([HttpTrigger] HttpRequest request) => Results.Text($"plain {request.Method}");

    [Function("GetItem")]
    public static Task<IResult> GetItem([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{id}")] HttpRequest request, string id)
        => Task.FromResult(Results.Json(new { id, query = request.Query["q"].ToString() }));

    [Function("PutItem")]
    public static async Task<IActionResult> PutItem(
        [HttpTrigger(AuthorizationLevel.Function, "PUT", "patch", Route = "/items/{name}/")] HttpRequest request, string name)
    {
        using var reader = new StreamReader(request.Body);
        return new ObjectResult(new { name, body = await reader.ReadToEndAsync() }) { StatusCode = 201 };
    }

    [Function("Action")]
    public static IActionResult Action([HttpTrigger("get", Route = "action")] HttpRequest request)
        => new AcceptedResult("/elsewhere", new { request.Path.Value });

    [Function("Typed")]
    public static IResult Typed(
        [HttpTrigger("get", Route = "typed/{number}/{big}/{key}/{flag}")] HttpRequest request, int number, long big, Guid key, bool flag)
        => Results.Text(FormattableString.Invariant($"{request.Method} {number} {big} {key} {flag}"));

    [Function("Constrained")]
    public static IResult Constrained([HttpTrigger("get", Route = "constrained/{number:int}")] HttpRequest request, int number)
        => Results.Text($"{request.Method} {number}");

    [Function("Optional")]
    public static IResult Optional([HttpTrigger("get", Route = "optional/{number?}")] HttpRequest request, int? number)
        => Results.Text($"{request.Method} {number?.ToString(null, null) ?? "none"}");

    [Function("Fallback")]
    public static IResult Fallback([HttpTrigger("get", Route = "fallback/{number?}")] HttpRequest request, int number = 7)
        => Results.Text($"{request.Method} {number}");

    [Function("Throws")]
    public static IResult Throws([HttpTrigger("get")] HttpRequest request)
        => throw new InvalidOperationException($"a secret of {request.Path}");

    [Function("ThrowsWhileSending")]
    public static IResult ThrowsWhileSending([HttpTrigger("get")] HttpRequest request)
    {
        request.HttpContext.Response.Headers["X-Half"] = "done";
        return new BrokenResult();
    }

    [Function("Null")]
    public static Task<IResult?> Null([HttpTrigger("get")] HttpRequest request)
        => Task.FromResult<IResult?>(request.Path.HasValue ? null : Results.Ok());

    [Function("Context")]
    public static IResult Context(
        [HttpTrigger("get")] HttpRequest request, FunctionContext context, [DurableClient] DurableTaskClient client, CancellationToken token)
    {
        context.GetLogger<HttpFunctions>().Log(LogLevel.Warning, default, "typed logger", null, (text, _) => text);
        context.GetLogger("Named").Log(LogLevel.Warning, default, "named logger", null, (text, _) => text);
        return Results.Json(new Dictionary<string, object?>
        {
            ["name"] = context.FunctionDefinition.Name,
            ["entryPoint"] = context.FunctionDefinition.EntryPoint,
            ["assembly"] = Path.GetFileName(context.FunctionDefinition.PathToAssembly),
            ["sameId"] = context.FunctionId == context.FunctionDefinition.Id,
            ["invocation"] = context.InvocationId,
            ["sameHttpContext"] = ReferenceEquals(context.GetHttpContext(), request.HttpContext),
            ["sameToken"] = context.CancellationToken == token && token.CanBeCanceled,
            ["sameServices"] = ReferenceEquals(context.InstanceServices, request.HttpContext.RequestServices),
            ["client"] = client is not null,
        });
    }

    [Function("ReadAll")]
    public static async Task<IResult> ReadAll([HttpTrigger("post")] HttpRequest request, CancellationToken token)
    {
        var (buffer, total) = (new byte[81920], 0L);
        while (await request.Body.ReadAsync(buffer, token) is > 0 and var read)
        {
            total += read;
        }

        return Results.Text(FormattableString.Invariant($"{total}"));
    }

    private sealed class BrokenResult : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => throw new InvalidOperationException("broken");
    }
}
