using System.Text.Json;
using FunctionsExport.Providers.RedisEnterprise.Settings;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>Asks the cluster for a token: <c>POST /v1/users/authorize</c>.</summary>
/// <remarks>
/// From 7.8.2 on the user and password count in the Authorization header and are ignored in the body; before, they count in the body.
/// The request carries both, because asking twice would count as two failed logins; a cluster that refuses the body's form is asked
/// again without it.
/// </remarks>
internal sealed class Authorization(
    BasicCredentials user, LoginGuard guard, ClusterRoute route, ClusterAnswers answers, TimeProvider time)
{
    private const string Path = "v1/users/authorize";

    private readonly byte[] _both = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
    {
        ["username"] = user.Username,
        ["password"] = user.Password,
        ["ttl"] = AccessToken.LifetimeSeconds,
    });

    private readonly byte[] _headerOnly = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, int>
    {
        ["ttl"] = AccessToken.LifetimeSeconds,
    });

    private volatile bool _bodyRefused;

    /// <summary>Asks for a token.</summary>
    /// <exception cref="ExportFaultException">The cluster gave none.</exception>
    public async Task<AccessToken> AskAsync(CallTime callTime)
    {
        var askedAt = time.GetTimestamp();
        var answer = await SendAsync(_bodyRefused ? _headerOnly : _both, callTime);
        if (answer.Status == 400 && !_bodyRefused)
        {
            _bodyRefused = true;
            askedAt = time.GetTimestamp();
            answer = await SendAsync(_headerOnly, callTime);
        }

        if (!answer.IsSuccess)
        {
            throw answers.Faults.From(ClusterCall.Authorize, answer);
        }

        var token = answers.Reader.Read(answer, json => LenientJson.Text(json, "access_token"), JsonValueKind.Object);
        if (!AccessToken.IsValid(token))
        {
            throw answers.Reader.Unexpected("the field 'access_token' is missing or no token");
        }

        answers.Scrubber.Add(token!);
        return new AccessToken(token!, askedAt);
    }

    private Task<ClusterAnswer> SendAsync(byte[] body, CallTime callTime) => guard.SendAsync(
        () => route.SendAsync(new ClusterRequest(HttpMethod.Post, Path, body), user.Header, callTime), callTime);
}
