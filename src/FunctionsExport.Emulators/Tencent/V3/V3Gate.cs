using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Tencent.Accounts;
using FunctionsExport.Emulators.Tencent.Signing;
using FunctionsExport.Emulators.Tencent.V2;

namespace FunctionsExport.Emulators.Tencent.V3;

/// <summary>Checks who signed a request of API 3.0, by TC3-HMAC-SHA256 or by the older way, which 3.0 still takes.</summary>
internal sealed class V3Gate(Cloud cloud)
{
    private const int MaxQuery = 32 << 10;
    private const int MaxForm = 1 << 20;
    private const int MaxBody = 10 << 20;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly HashSet<string> Common =
        ["Action", "Region", "Timestamp", "Nonce", "SecretId", "Signature", "SignatureMethod", "Token", "Version", "RequestClient",
            "Language"];

    /// <summary>Checks protocol, size and signature, and reads what is asked.</summary>
    /// <exception cref="V3Exception">The request does not pass.</exception>
    public V3Request Check(HttpRequest request, byte[] body)
    {
        if (!request.IsHttps && !cloud.Service.AcceptPlainHttp)
        {
            throw new V3Exception(V3Error.PlainHttp);
        }

        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsPost(request.Method))
        {
            throw new V3Exception(V3Error.WrongMethod);
        }

        var isForm = request.Headers.Authorization.Count == 0;
        if ((request.QueryString.Value ?? "").Length > MaxQuery || body.Length > (isForm ? MaxForm : MaxBody))
        {
            throw new V3Exception(V3Error.TooLarge);
        }

        return isForm ? CheckOlder(request, body) : CheckTc3(request, body);
    }

    private V3Request CheckTc3(HttpRequest request, byte[] body)
    {
        if (Tc3Authorization.Parse(request.Headers.Authorization.ToString()) is not { } authorization)
        {
            throw new V3Exception(V3Error.AuthorizationWrong);
        }

        var account = Account(authorization.SecretId, request.Headers["X-TC-Token"].FirstOrDefault());
        var timestamp = Number(Header("X-TC-Timestamp"), "X-TC-Timestamp");
        if (!Tc3Signature.IsValid(request, body, authorization, timestamp, account.SecretKey))
        {
            throw new V3Exception(V3Error.SignatureWrong);
        }

        CheckTime(timestamp);
        var isGet = HttpMethods.IsGet(request.Method);
        return new V3Request(
            account.SecretId,
            ServiceOf(request.Host.Host) is { } service && service != authorization.Service ? "" : authorization.Service,
            Header("X-TC-Action"),
            Header("X-TC-Version"),
            request.Headers["X-TC-Region"].ToString(),
            isGet ? FlatParameters.Read(V2Parameters.Decode((request.QueryString.Value ?? "").TrimStart('?'))) : ReadBody(body),
            isGet);

        string Header(string name) =>
            request.Headers[name].ToString() is { Length: > 0 } value ? value : throw new V3Exception(V3Error.Missing(name));
    }

    private V3Request CheckOlder(HttpRequest request, byte[] body)
    {
        var text = HttpMethods.IsGet(request.Method)
            ? (request.QueryString.Value ?? "").TrimStart('?')
            : System.Text.Encoding.UTF8.GetString(body);
        var parameters = V2Parameters.Decode(text);
        var account = Account(Required("SecretId"), parameters.GetValueOrDefault("Token"));
        Required(V2Signature.Parameter);
        var timestamp = Number(Required("Timestamp"), "Timestamp");
        var nonce = (ulong)Number(Required("Nonce"), "Nonce");
        if (!V2Signature.IsValid(request.Method, request.Host.Host, "/", parameters, account.SecretKey))
        {
            throw new V3Exception(V3Error.SignatureWrong);
        }

        CheckTime(timestamp);
        if (!cloud.Nonces.TryAdd(
            account.SecretId, nonce, timestamp, cloud.Service.Nonces, cloud.Clock.Now, cloud.Service.ClockWindow))
        {
            throw new V3Exception(V3Error.SignatureWrong);
        }

        return new V3Request(
            account.SecretId,
            ServiceOf(request.Host.Host) ?? V3Api.Service,
            Required("Action"),
            Required("Version"),
            parameters.GetValueOrDefault("Region") ?? "",
            FlatParameters.Read(parameters.Where(pair => !Common.Contains(pair.Key))),
            AreTexts: true);

        string Required(string name) =>
            parameters.GetValueOrDefault(name) is { Length: > 0 } value ? value : throw new V3Exception(V3Error.Missing(name));
    }

    private TencentAccount Account(string secretId, string? token)
    {
        var account = cloud.Account(secretId) ?? throw new V3Exception(V3Error.SecretIdUnknown);
        return account.Token == token ? account : throw new V3Exception(V3Error.TokenWrong);
    }

    private void CheckTime(long timestamp)
    {
        if (Math.Abs((double)cloud.Clock.Now.ToUnixTimeSeconds() - timestamp) > cloud.Service.ClockWindow.TotalSeconds)
        {
            throw new V3Exception(V3Error.Expired);
        }
    }

    // A public host names its product; another, such as an address, does not.
    private static string? ServiceOf(string host) =>
        host.EndsWith(".tencentcloudapi.com", StringComparison.OrdinalIgnoreCase) ? host.Split('.')[0] : null;

    private static long Number(string text, string name) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? number
            : throw new V3Exception(V3Error.WrongType(name));

    private static JsonObject ReadBody(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body, documentOptions: Strict) as JsonObject ?? throw new V3Exception(V3Error.BodyWrong);
        }
        catch (JsonException)
        {
            throw new V3Exception(V3Error.BodyWrong);
        }
    }
}
