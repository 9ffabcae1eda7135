using LocalFunctions.Engine;
using LocalFunctions.Hosting.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting.Management;

/// <summary>
/// The HTTP API by which instances are watched and steered, with the paths, statuses, headers and bodies of the Durable
/// Functions extension 3.14. It is behind the system key, which is asked for before anything else.
/// </summary>
internal sealed partial class ManagementApi
{
    /// <summary>Where the API is.</summary>
    public const string Path = "/runtime/webhooks/durabletask";

    private readonly SystemKey _systemKey;
    private readonly string _hub;
    private readonly ILogger _logger;
    private readonly InstanceQueries _queries;
    private readonly InstanceSteering _steering;
    private readonly InstanceStarts _starts;
    private readonly InstancePurges _purges;

    /// <summary>The API of a task hub.</summary>
    /// <param name="client">The hub's client.</param>
    /// <param name="hub">The hub's name.</param>
    /// <param name="orchestrators">The names of the app's orchestrators.</param>
    /// <param name="systemKey">The key that opens the API.</param>
    /// <param name="logger">Is told who was steered, and what went wrong.</param>
    public ManagementApi(
        EngineClient client, string hub, IReadOnlyList<string> orchestrators, SystemKey systemKey, ILogger logger)
    {
        _systemKey = systemKey;
        _hub = hub;
        _logger = logger;
        var document = new StatusJson(orchestrators);
        _queries = new InstanceQueries(client, document);
        _steering = new InstanceSteering(client);
        _starts = new InstanceStarts(client, new ManagementLinks(hub, systemKey), _queries, document);
        _purges = new InstancePurges(client);
    }

    /// <summary>Answers a request below the API's path.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        if (!_systemKey.Opens(RequestKey.Of(http.Request)))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return;
        }

        try
        {
            await (ManagementRequest.Read(http) is { } request ? RouteAsync(request) : NotFoundAsync(http));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
        catch (Exception exception)
        {
            await FailAsync(http, exception);
        }
        finally
        {
            Report(http);
        }
    }

    private Task RouteAsync(ManagementRequest request)
    {
        var method = request.Http.Request.Method;
        var segments = request.Segments;
        if (segments.Any(string.IsNullOrEmpty))
        {
            return NotFoundAsync(request.Http);
        }

        return (Collection(segments), segments.Count) switch
        {
            ("INSTANCES", _) when IsOtherHub(request) => OtherHubAsync(request),
            ("INSTANCES", 1) when HttpMethods.IsGet(method) => _queries.ListAsync(request),
            ("INSTANCES", 1) when HttpMethods.IsDelete(method) => _purges.PurgeAllAsync(request),
            ("INSTANCES", 2) when HttpMethods.IsGet(method) => _queries.ShowAsync(request, segments[1]),
            ("INSTANCES", 2) when HttpMethods.IsDelete(method) => _purges.PurgeAsync(request, segments[1]),
            ("INSTANCES", 3) when HttpMethods.IsPost(method) => OperateAsync(request, segments[1], segments[2]),
            ("INSTANCES", 4) when HttpMethods.IsPost(method) && Is(segments[2], "raiseEvent") =>
                _steering.RaiseEventAsync(request, segments[1], segments[3]),
            ("ORCHESTRATORS", 2 or 3) when HttpMethods.IsPost(method) && !IsOtherHub(request) =>
                _starts.StartAsync(request, segments[1], segments.Count > 2 ? segments[2] : null),

            // There are no entities, and so their list is empty.
            ("ENTITIES", 1 or 2) when HttpMethods.IsGet(method) =>
                ManagementAnswer.ArrayAsync<object>(request.Http, [], (_, _) => { }),
            _ => NotFoundAsync(request.Http),
        };
    }

    private Task OperateAsync(ManagementRequest request, string instanceId, string operation) =>
        operation.ToUpperInvariant() switch
        {
            "TERMINATE" => _steering.TerminateAsync(request, instanceId),
            "SUSPEND" => _steering.SuspendAsync(request, instanceId),
            "RESUME" => _steering.ResumeAsync(request, instanceId),
            "RESTART" => _starts.RestartAsync(request, instanceId),
            "REWIND" => _starts.RewindAsync(request, instanceId),
            _ => NotFoundAsync(request.Http),
        };

    // Another hub has no instances here.
    private static Task OtherHubAsync(ManagementRequest request) =>
        request.Segments.Count == 1 && HttpMethods.IsGet(request.Http.Request.Method)
            ? ManagementAnswer.ArrayAsync<object>(request.Http, [], (_, _) => { })
            : NotFoundAsync(request.Http);

    private bool IsOtherHub(ManagementRequest request) =>
        request.Text("taskHub") is { } named && !string.IsNullOrWhiteSpace(named) && !Is(named, _hub);

    private async Task FailAsync(HttpContext http, Exception exception)
    {
        if (http.Response.HasStarted)
        {
            // A broken connection is the only way left to tell the caller that the answer is not whole.
            Log.Failed(_logger, exception);
            http.Abort();
            return;
        }

        http.Response.Clear();
        var (status, message) = exception switch
        {
            BadHttpRequestException bad => (bad.StatusCode, ""),
            ArgumentException => (StatusCodes.Status400BadRequest, "One or more of the arguments submitted is incorrect"),
            _ => (StatusCodes.Status500InternalServerError, "Something went wrong while processing your request"),
        };
        if (exception is not (BadHttpRequestException or ArgumentException or InvalidOperationException))
        {
            Log.Failed(_logger, exception);
        }

        await (message.Length == 0
            ? ManagementAnswer.EmptyAsync(http, status)
            : ManagementAnswer.ErrorAsync(http, status, message, exception.GetType().FullName!, exception.Message));
    }

    // What changes something leaves a line. The path holds no key; what it does hold is escaped.
    private void Report(HttpContext http)
    {
        if (!HttpMethods.IsGet(http.Request.Method))
        {
            Log.Answered(_logger, http.Request.Method, http.Request.Path.ToUriComponent(), http.Response.StatusCode);
        }
    }

    private static string Collection(IReadOnlyList<string> segments) =>
        segments.Count > 0 ? segments[0].ToUpperInvariant() : "";

    private static bool Is(string text, string other) => text.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static Task NotFoundAsync(HttpContext http) =>
        ManagementAnswer.EmptyAsync(http, StatusCodes.Status404NotFound);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Management API: {Method} {Path}: {Status}")]
        public static partial void Answered(ILogger logger, string method, string path, int status);

        [LoggerMessage(2, LogLevel.Error, "A request to the management API has failed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
