using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Journal;
using FunctionsExport.Emulators.RedisEnterprise.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Security;

namespace FunctionsExport.Emulators.RedisEnterprise.Api;

/// <summary>
/// What every request passes: the front server's headers, the journal, the node, faults, credentials and permissions.
/// </summary>
internal static class Gate
{
    private static readonly object Dropped = new();
    private static readonly object BodyKey = new();

    public static void Use(IApplicationBuilder app, Cluster cluster)
    {
        app.Use((context, next) => RecordAsync(context, next, cluster));
        app.Use((context, next) => NodeGate.PassAsync(context, next, cluster));
        app.Use((context, next) => cluster.RequestFaults.PassAsync(context, next, cluster));
        app.Use((context, next) => HeaderRules.PassAsync(context, next, cluster));
        app.Use((context, next) => AuthorizeAsync(context, next, cluster));
    }

    /// <summary>Closes the connection without an answer.</summary>
    public static void Drop(HttpContext context)
    {
        context.Items[Dropped] = true;
        context.Abort();
    }

    /// <summary>Keeps a body, without its secrets, for the journal.</summary>
    public static void Note(HttpContext context, JsonObject safeBody) => context.Items[BodyKey] = safeBody;

    private static async Task RecordAsync(HttpContext context, RequestDelegate next, Cluster cluster)
    {
        var time = cluster.Options.Time;
        var (came, stamp) = (time.GetUtcNow(), time.GetTimestamp());
        var recorded = false;
        context.Response.OnStarting(() =>
        {
            var milliseconds = (long)time.GetElapsedTime(stamp).TotalMilliseconds;
            var headers = context.Response.Headers;
            headers.Server = "envoy";
            headers["cluster-state-id"] = cluster.StateId.ToString(CultureInfo.InvariantCulture);
            headers["x-envoy-upstream-service-time"] = milliseconds.ToString(CultureInfo.InvariantCulture);
            Record();
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
        }
        finally
        {
            Record();
        }

        // Before the answer goes out where there is one: who has read it finds the request in the journal.
        void Record()
        {
            if (!recorded)
            {
                recorded = true;
                cluster.Journal.Add(EntryOf(context, came));
            }
        }
    }

    private static JournalEntry EntryOf(HttpContext context, DateTimeOffset came)
    {
        var request = context.Request;
        var unanswered = context.Items.ContainsKey(Dropped) || context.RequestAborted.IsCancellationRequested;
        int? status = unanswered ? null : context.Response.StatusCode;
        var login = Caller.Of(context);
        return new JournalEntry(came, request.Method, request.Path, request.QueryString.Value ?? "", status)
        {
            Node = NodeGate.Of(context).Uid,
            Host = request.Host.ToString(),
            Accept = request.Headers.Accept.ToString(),
            ContentType = request.ContentType,
            Body = context.Items[BodyKey] as JsonObject,
            User = login.User?.Email,
            Scheme = login.Scheme,
        };
    }

    private static async Task AuthorizeAsync(HttpContext context, RequestDelegate next, Cluster cluster)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<OpenCall>() is not null)
        {
            await next(context);
            return;
        }

        var login = cluster.Authenticator.Authenticate(
            context.Request.Headers.Authorization, context.Connection.ClientCertificate);
        Caller.Set(context, login);
        if (login.User is not { } user)
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"Redis Enterprise\"";
            var error = login.PasswordExpired ? ApiError.PasswordExpired : ApiError.Unauthorized;
            await error.WriteAsync(context, cluster.Answers.ErrorBody);
            return;
        }

        var needed = context.GetEndpoint()?.Metadata.OfType<Permission>() ?? [];
        if (!needed.All(permission => Roles.Allow(user.Role, permission)))
        {
            await ApiError.Forbidden.WriteAsync(context, cluster.Answers.ErrorBody);
            return;
        }

        await next(context);
    }
}
