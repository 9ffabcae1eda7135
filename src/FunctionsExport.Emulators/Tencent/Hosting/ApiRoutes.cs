using FunctionsExport.Emulators.Tencent.Downloads;
using FunctionsExport.Emulators.Tencent.V2;
using FunctionsExport.Emulators.Tencent.V3;

namespace FunctionsExport.Emulators.Tencent.Hosting;

/// <summary>Which API a path belongs to.</summary>
internal sealed class ApiRoutes(Cloud cloud, DownloadAddresses addresses)
{
    private readonly V2Api _v2 = new(cloud, addresses);
    private readonly V3Api _v3 = new(cloud, addresses);

    public Task HandleAsync(HttpContext context)
    {
        if (context.Request.Path == V2Gate.Path)
        {
            return _v2.HandleAsync(context);
        }

        if (context.Request.Path == "/")
        {
            return _v3.HandleAsync(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
