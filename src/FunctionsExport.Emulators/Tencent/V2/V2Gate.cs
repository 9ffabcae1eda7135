using System.Globalization;
using FunctionsExport.Emulators.Tencent.Accounts;
using FunctionsExport.Emulators.Tencent.Signing;

namespace FunctionsExport.Emulators.Tencent.V2;

/// <summary>What every call of API v2 passes: its common parameters, its signature, clock, nonce, quota and rights.</summary>
internal sealed class V2Gate(Cloud cloud)
{
    public const string Path = "/v2/index.php";

    /// <summary>The product's public host; a call for another product's is one for an action that is not there.</summary>
    private const string HostLabel = "redis.";

    /// <exception cref="V2Exception">The call does not pass.</exception>
    public V2Call Check(HttpRequest request, IReadOnlyDictionary<string, string> parameters)
    {
        if (!request.IsHttps && !cloud.Service.AcceptPlainHttp)
        {
            throw new V2Exception(V2Error.PlainHttp);
        }

        var action = Required(parameters, "Action");
        var region = Region.Find(Required(parameters, "Region"));
        var timestamp = Number(parameters, "Timestamp");
        var nonce = Number(parameters, "Nonce");
        var secretId = Required(parameters, "SecretId");
        Required(parameters, V2Signature.Parameter);
        var account = cloud.Account(secretId) ?? throw new V2Exception(V2Error.SecretIdUnknown);
        CheckSignature(request, parameters, account);
        CheckTime(account, nonce, timestamp);
        if (IsOtherProduct(request.Host.Host))
        {
            throw new V2Exception(V2Error.ActionUnknown);
        }

        if (region is null)
        {
            throw new V2Exception(V2Error.ParameterMissing("Region"));
        }

        if (!cloud.Limiter.TryCount($"v2 {secretId} {action}", cloud.V2.CallsPerSecond))
        {
            throw new V2Exception(V2Error.QuotaExceeded);
        }

        CheckRights(account, action, parameters.GetValueOrDefault("redisId"));
        return new V2Call(parameters, region);
    }

    private static void CheckSignature(
        HttpRequest request, IReadOnlyDictionary<string, string> parameters, TencentAccount account)
    {
        if (parameters.GetValueOrDefault("Token") != account.Token)
        {
            throw new V2Exception(V2Error.TokenWrong);
        }

        if (!V2Signature.IsValid(request.Method, request.Host.Host, Path, parameters, account.SecretKey))
        {
            throw new V2Exception(V2Error.SignatureFailure);
        }
    }

    private void CheckTime(TencentAccount account, ulong nonce, ulong timestamp)
    {
        var now = cloud.Clock.Now;
        var window = cloud.Service.ClockWindow;
        var seconds = (long)Math.Min(timestamp, long.MaxValue);
        if (Math.Abs((double)now.ToUnixTimeSeconds() - seconds) > window.TotalSeconds)
        {
            throw new V2Exception(V2Error.Expired(cloud.V2.ExpiredIs4200 ? 4200 : 4500));
        }

        if (!cloud.Nonces.TryAdd(account.SecretId, nonce, seconds, cloud.Service.Nonces, now, window))
        {
            throw new V2Exception(V2Error.NonceRepeated);
        }
    }

    private static void CheckRights(TencentAccount account, string action, string? instance)
    {
        if (account.Denies(action))
        {
            throw new V2Exception(V2Error.ActionDenied);
        }

        if (instance is not null && account.DeniedInstances.Contains(instance))
        {
            throw new V2Exception(V2Error.ResourceDenied);
        }
    }

    private static bool IsOtherProduct(string host) =>
        (host.EndsWith(".qcloud.com", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".tencentcloudapi.com", StringComparison.OrdinalIgnoreCase))
        && !host.StartsWith(HostLabel, StringComparison.OrdinalIgnoreCase);

    private static string Required(IReadOnlyDictionary<string, string> parameters, string name) =>
        parameters.GetValueOrDefault(name) is { Length: > 0 } value
            ? value
            : throw new V2Exception(V2Error.ParameterMissing(name));

    private static ulong Number(IReadOnlyDictionary<string, string> parameters, string name) =>
        ulong.TryParse(Required(parameters, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new V2Exception(V2Error.ParameterMissing(name));
}
