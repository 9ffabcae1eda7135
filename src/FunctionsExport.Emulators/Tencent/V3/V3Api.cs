using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Tencent.Accounts;
using FunctionsExport.Emulators.Tencent.Downloads;
using FunctionsExport.Emulators.Tencent.Faults;
using FunctionsExport.Emulators.Tencent.Hosting;
using FunctionsExport.Emulators.Tencent.Journal;
using FunctionsExport.Emulators.Tencent.V2;

namespace FunctionsExport.Emulators.Tencent.V3;

/// <summary>Answers the calls of API 3.0, all of them with HTTP status 200.</summary>
internal sealed class V3Api(Cloud cloud, DownloadAddresses addresses)
{
    /// <summary>The product's name in signatures and hosts.</summary>
    public const string Service = "redis";

    private const string Version = "2018-04-12";

    private readonly V3Gate _gate = new(cloud);
    private readonly V3Actions _actions = new(cloud, addresses);

    public async Task HandleAsync(HttpContext context)
    {
        var came = cloud.Clock.Now;
        var body = await ReadAsync(context.Request);
        var action = ActionOf(context.Request, body);
        var (code, shown) = ("", new Dictionary<string, string>());
        try
        {
            await FaultyCall.RunAsync(context, cloud.Faults.TakeCall(action), fault =>
            {
                var answer = Answer(context.Request, body, fault, shown);
                code = (answer["Response"]?["Error"]?["Code"] ?? answer["codeDesc"])?.ToString() ?? "";
                return answer;
            });
        }
        finally
        {
            cloud.Journal.Add(new TencentEntry(came, TencentService.V3, action, shown, FaultyCall.StatusOf(context), code));
        }
    }

    private JsonObject Answer(HttpRequest message, byte[] body, CallFault fault, Dictionary<string, string> shown)
    {
        try
        {
            var request = _gate.Check(message, body);
            foreach (var (name, value) in request.Parameters)
            {
                shown[name] = value?.ToString() ?? "";
            }

            return Success(Invoke(request, fault));
        }
        catch (V3Exception exception)
        {
            return Failure(exception.Error);
        }
        catch (BusinessException exception)
        {
            return Failure(V3Error.Of(exception));
        }
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var memory = new MemoryStream();
        await request.Body.CopyToAsync(memory, request.HttpContext.RequestAborted);
        return memory.ToArray();
    }

    private static string ActionOf(HttpRequest request, byte[] body)
    {
        if (request.Headers["X-TC-Action"].ToString() is { Length: > 0 } action)
        {
            return action;
        }

        var text = HttpMethods.IsGet(request.Method)
            ? (request.QueryString.Value ?? "").TrimStart('?')
            : System.Text.Encoding.UTF8.GetString(body);
        return V2Parameters.Decode(text).GetValueOrDefault("Action") ?? "";
    }

    private JsonObject Invoke(V3Request request, CallFault fault)
    {
        if (request.Service != Service)
        {
            throw new V3Exception(V3Error.ProductUnknown);
        }

        if (request.Version != Version)
        {
            throw new V3Exception(V3Error.VersionUnknown);
        }

        var action = _actions.Find(request.Action) ?? throw new V3Exception(V3Error.ActionUnknown);
        if (!cloud.Limiter.TryCount($"v3 {request.SecretId} {request.Action}", cloud.V3.CallsPerSecond))
        {
            throw new V3Exception(V3Error.TooMany);
        }

        if (fault.Kind == CallFaultKind.Error)
        {
            throw new V3Exception(new V3Error(fault.Code, fault.Message ?? "Planned."));
        }

        if (request.Parameters.Select(pair => pair.Key).FirstOrDefault(name => !action.Parameters.Contains(name)) is { } undeclared)
        {
            throw new V3Exception(V3Error.Undeclared(undeclared));
        }

        if (request.Region.Length == 0)
        {
            throw new V3Exception(V3Error.Missing("Region"));
        }

        if (Region.Find(request.Region) is not { } region || region.Name != request.Region)
        {
            throw new V3Exception(V3Error.RegionUnknown);
        }

        var call = new V3Call(request, region);
        CheckRights(cloud.Account(request.SecretId)!, request.Action, call);
        return action.Invoke(call);
    }

    private static void CheckRights(TencentAccount account, string action, V3Call call)
    {
        if (account.Denies(action) || (call.Text("InstanceId") is { } id && account.DeniedInstances.Contains(id)))
        {
            throw new V3Exception(V3Error.Denied);
        }
    }

    private static JsonObject Success(JsonObject answer)
    {
        answer["RequestId"] = Guid.NewGuid().ToString();
        return new JsonObject { ["Response"] = answer };
    }

    private JsonObject Failure(V3Error error) => cloud.V3.LegacyErrors
        ? new JsonObject { ["code"] = 4000, ["message"] = error.Message, ["codeDesc"] = error.Code }
        : Success(new JsonObject { ["Error"] = new JsonObject { ["Code"] = error.Code, ["Message"] = error.Message } });
}
