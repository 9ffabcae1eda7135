using System.Text;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Tencent.Faults;

namespace FunctionsExport.Emulators.Tencent.Hosting;

/// <summary>Carries out a call as its fault lets it, and writes the answer.</summary>
internal static class FaultyCall
{
    private static readonly object Dropped = new();

    public static async Task RunAsync(HttpContext context, CallFault fault, Func<CallFault, JsonObject> call)
    {
        switch (fault.Kind)
        {
            case CallFaultKind.ResetBefore:
                Drop(context);
                return;
            case CallFaultKind.Status:
                context.Response.StatusCode = fault.HttpStatus;
                return;
            default:
                break;
        }

        var body = Encoding.UTF8.GetBytes(call(fault).ToJsonString());
        switch (fault.Kind)
        {
            case CallFaultKind.LostReply:
                Drop(context);
                break;
            case CallFaultKind.HalfReply:
                context.Response.ContentLength = body.Length;
                await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                Drop(context);
                break;
            case CallFaultKind.Garbage:
                await WriteAsync(context, "text/html", "<html><body>Bad gateway</body></html>"u8.ToArray());
                break;
            default:
                await Task.Delay(fault.Wait, context.RequestAborted);
                await WriteAsync(context, "application/json", body);
                break;
        }
    }

    /// <summary>Closes the connection without an answer.</summary>
    public static void Drop(HttpContext context)
    {
        context.Items[Dropped] = true;
        context.Abort();
    }

    /// <summary>The status that was answered; null when the connection was dropped, by either side.</summary>
    public static int? StatusOf(HttpContext context) =>
        context.Items.ContainsKey(Dropped) || context.RequestAborted.IsCancellationRequested
            ? null
            : context.Response.StatusCode;

    private static Task WriteAsync(HttpContext context, string type, byte[] body)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
