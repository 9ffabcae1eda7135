using LocalFunctions.DurableTask.Client;
using LocalFunctions.Hosting.Indexing;
using LocalFunctions.Hosting.Invocation;
using LocalFunctions.Worker;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting.Http;

/// <summary>Answers the requests of one HTTP function.</summary>
internal sealed partial class HttpFunction(
    FunctionDescriptor function, InvocationTokens tokens, DurableTaskClient client, ILogger logger)
{
    private readonly FunctionInvoker _invoker = new(function);

    /// <summary>Invokes the function and sends its result. What it throws becomes a status without a body.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        using var token = tokens.Start(function, tokens.Stopping, http.RequestAborted);
        try
        {
            var invocation = new FunctionInvocation(function, http.RequestServices, client, http.Request, token.Token);
            invocation.Items[FunctionContextExtensions.HttpContextKey] = http;
            await SendAsync(await _invoker.InvokeAsync(invocation), http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            Log.CallerGone(logger, function.Name);
        }
        catch (OperationCanceledException) when (tokens.Stopping.IsCancellationRequested)
        {
            InvocationLog.Stopped(logger, function.Name);
            Fail(http, StatusCodes.Status503ServiceUnavailable);
        }
        catch (OperationCanceledException exception) when (token.HasTimedOut)
        {
            InvocationLog.TimedOut(logger, exception, function.Name);
            Fail(http, StatusCodes.Status500InternalServerError);
        }
        catch (BadHttpRequestException exception)
        {
            // The server found the request wanting while the function read it: too large, or cut short.
            Log.BadRequest(logger, function.Name, exception.StatusCode, exception.Message);
            Fail(http, exception.StatusCode);
        }
        catch (Exception exception)
        {
            // A function may throw anything, and the caller must see none of it.
            InvocationLog.Failed(logger, exception, function.Name);
            Fail(http, StatusCodes.Status500InternalServerError);
        }
    }

    private static Task SendAsync(object? result, HttpContext http) => result switch
    {
        IResult value => value.ExecuteAsync(http),
        IActionResult value =>
            value.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor())),
        _ => throw new InvalidOperationException("The function returned null instead of a result."),
    };

    private static void Fail(HttpContext http, int status)
    {
        if (http.Response.HasStarted)
        {
            // A broken connection is the only way left to tell the caller that the answer is not whole.
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = status;
    }

    private static partial class Log
    {
        [LoggerMessage(4, LogLevel.Information, "Function '{Function}': the request is answered with {Status}: {Reason}")]
        public static partial void BadRequest(ILogger logger, string function, int status, string reason);

        [LoggerMessage(5, LogLevel.Debug, "Function '{Function}' was cancelled because its caller has gone")]
        public static partial void CallerGone(ILogger logger, string function);
    }
}
