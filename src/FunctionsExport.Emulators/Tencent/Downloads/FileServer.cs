using System.Globalization;
using FunctionsExport.Emulators.Tencent.Faults;
using FunctionsExport.Emulators.Tencent.Hosting;
using FunctionsExport.Emulators.Tencent.Journal;
using Microsoft.AspNetCore.Http.Features;

namespace FunctionsExport.Emulators.Tencent.Downloads;

/// <summary>Serves the files of backups by their URLs, on one of the two networks.</summary>
internal sealed class FileServer(Cloud cloud, TencentService network)
{
    private int _transfers;

    public async Task HandleAsync(HttpContext context)
    {
        var came = cloud.Clock.Now;
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var grant = cloud.Grants.Find(target);
        var sent = 0L;
        try
        {
            sent = await ServeAsync(context, target, grant);
        }
        finally
        {
            var range = context.Request.Headers.Range.ToString();
            var parameters = new Dictionary<string, string>();
            if (range.Length > 0)
            {
                parameters["Range"] = range;
            }

            cloud.Journal.Add(new TencentEntry(
                came, network, grant?.File.Name ?? "", parameters, FaultyCall.StatusOf(context), "", sent));
        }
    }

    private async Task<long> ServeAsync(HttpContext context, string target, DownloadGrant? grant)
    {
        if (network == TencentService.Intranet && !cloud.Downloads.IntranetReachable)
        {
            FaultyCall.Drop(context);
            return 0;
        }

        if (!HttpMethods.IsGet(context.Request.Method))
        {
            return await RefuseAsync(context, 403, "AccessDenied", "The signature is one for GET.");
        }

        if (grant is null || grant.Network != network)
        {
            return await RefuseAsync(context, 403, "SignatureDoesNotMatch", "The URL is not one that was given out.");
        }

        if (cloud.Clock.Now >= grant.Expires)
        {
            return await RefuseAsync(context, 403, "AccessDenied", "Request has expired");
        }

        var fault = cloud.Faults.TakeDownload();
        if (fault.Kind == DownloadFaultKind.Refuse)
        {
            FaultyCall.Drop(context);
            return 0;
        }

        if (fault.Kind == DownloadFaultKind.Status)
        {
            return await RefuseAsync(context, fault.HttpStatus, "InternalError", "Planned.");
        }

        try
        {
            return Interlocked.Increment(ref _transfers) > cloud.Downloads.Transfers
                ? await RefuseAsync(context, 503, "SlowDown", "Reduce your request rate.")
                : await new Transfer(cloud, grant, target, fault).RunAsync(context);
        }
        finally
        {
            Interlocked.Decrement(ref _transfers);
        }
    }

    private static async Task<long> RefuseAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/xml";
        await context.Response.WriteAsync(
            string.Create(CultureInfo.InvariantCulture, $"<Error><Code>{code}</Code><Message>{message}</Message></Error>"),
            context.RequestAborted);
        return 0;
    }
}
