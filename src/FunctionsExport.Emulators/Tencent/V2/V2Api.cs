using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Tencent.Downloads;
using FunctionsExport.Emulators.Tencent.Faults;
using FunctionsExport.Emulators.Tencent.Hosting;
using FunctionsExport.Emulators.Tencent.Journal;

namespace FunctionsExport.Emulators.Tencent.V2;

/// <summary>Answers the calls of API v2, all of them with HTTP status 200.</summary>
internal sealed class V2Api(Cloud cloud, DownloadAddresses addresses)
{
    private static readonly HashSet<string> Secrets =
        ["SecretId", "Signature", "SignatureMethod", "Token", "Nonce", "Timestamp", "Action", "password"];

    private readonly V2Gate _gate = new(cloud);
    private readonly V2Actions _actions = new(cloud);

    public async Task HandleAsync(HttpContext context)
    {
        var came = cloud.Clock.Now;
        var parameters = await ReadAsync(context.Request);
        var action = parameters.GetValueOrDefault("Action") ?? "";
        var code = "";
        try
        {
            await FaultyCall.RunAsync(context, cloud.Faults.TakeCall(action), fault =>
            {
                var answer = Answer(context.Request, parameters, fault);
                code = answer["code"]!.ToString();
                return answer;
            });
        }
        finally
        {
            var shown = parameters.Where(pair => !Secrets.Contains(pair.Key)).ToDictionary();
            cloud.Journal.Add(new TencentEntry(came, TencentService.V2, action, shown, FaultyCall.StatusOf(context), code));
        }
    }

    private static async Task<Dictionary<string, string>> ReadAsync(HttpRequest request)
    {
        try
        {
            return await V2Parameters.ReadAsync(request);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return [];
        }
    }

    private JsonObject Answer(HttpRequest request, Dictionary<string, string> parameters, CallFault fault)
    {
        try
        {
            var call = _gate.Check(request, parameters);
            return fault.Kind == CallFaultKind.Error
                ? V2Answer.Failure(Planned(fault), cloud.V2)
                : _actions.Invoke(call, addresses);
        }
        catch (V2Exception exception)
        {
            return V2Answer.Failure(exception.Error, cloud.V2);
        }
        catch (BusinessException exception)
        {
            return V2Answer.Failure(V2Error.Of(exception), cloud.V2);
        }
    }

    private static V2Error Planned(CallFault fault)
    {
        var error = V2Error.Of(int.Parse(fault.Code, System.Globalization.CultureInfo.InvariantCulture));
        return error with { Description = fault.Description ?? error.Description, Message = fault.Message ?? error.Message };
    }
}
