using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Security;

namespace FunctionsExport.Emulators.RedisEnterprise.Api;

/// <summary>The calls that give access tokens.</summary>
internal sealed class UserActions(Cluster cluster)
{
    /// <summary><c>POST /v1/users/authorize</c>: a token for credentials.</summary>
    public async Task AuthorizeAsync(HttpContext context)
    {
        var (body, fault) = await ReadAsync(context.Request, bodyNeeded: !cluster.Version.AuthorizesByHeader);
        var login = fault is not null ? null
            : cluster.Version.AuthorizesByHeader
                ? cluster.Authenticator.AuthenticateForToken(
                    context.Request.Headers.Authorization, context.Connection.ClientCertificate)
            : cluster.Accounts.LogIn(new BasicCredentials(body!.Username!, body.Password!), LoginScheme.Body);
        if (login is not null)
        {
            Caller.Set(context, login);
        }

        await AnswerAsync(context, body, fault, login);
    }

    /// <summary><c>POST /v1/users/refresh_jwt</c>: a new token for one that is still good.</summary>
    public async Task RefreshAsync(HttpContext context)
    {
        var (body, fault) = await ReadAsync(context.Request, bodyNeeded: false);
        var login = Caller.Of(context);
        var byToken = login.Scheme is LoginScheme.Jwt or LoginScheme.Bearer;
        await AnswerAsync(context, body, fault, byToken ? login : Login.Refused(login.Scheme));
    }

    private async Task AnswerAsync(HttpContext context, TokenRequest? body, string? fault, Login? login)
    {
        if (fault is not null)
        {
            await ApiError.InvalidSchema(fault).WriteAsync(context, cluster.Answers.ErrorBody);
        }
        else if (login!.User is not { } user)
        {
            var error = login.PasswordExpired ? ApiError.PasswordExpired : ApiError.Unauthorized;
            await error.WriteAsync(context, cluster.Answers.ErrorBody);
        }
        else
        {
            var token = cluster.Tokens.Issue(user.Email, body!.Ttl);
            await JsonAnswer.WriteAsync(context, new JsonObject { ["access_token"] = token });
        }
    }

    private static async Task<(TokenRequest? Body, string? Fault)> ReadAsync(HttpRequest request, bool bodyNeeded)
    {
        if (!ExportRequest.HasBody(request))
        {
            return bodyNeeded ? (null, "username and password are missing") : (new TokenRequest(), null);
        }

        if (!ExportRequest.IsJson(request))
        {
            return (null, "The header Content-Type must be application/json");
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, default, request.HttpContext.RequestAborted);
            return TokenRequest.Read(document.RootElement, bodyNeeded);
        }
        catch (JsonException)
        {
            return (null, "The body is not JSON");
        }
    }

    private sealed record TokenRequest(int Ttl = AccessTokens.DefaultTtl, string? Username = null, string? Password = null)
    {
        public static (TokenRequest? Body, string? Fault) Read(JsonElement root, bool credentialsNeeded)
        {
            if (root.ValueKind != JsonValueKind.Object)
            {
                return (null, "The body must be an object");
            }

            var ttl = AccessTokens.DefaultTtl;
            if (root.TryGetProperty("ttl", out var value)
                && (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out ttl) || ttl is < 1 or > AccessTokens.MaxTtl))
            {
                return (null, $"ttl must be a whole number, 1 to {AccessTokens.MaxTtl}");
            }

            var (username, password) = (Text(root, "username"), Text(root, "password"));
            return credentialsNeeded && (username is null || password is null)
                ? (null, "username and password must be strings")
                : (new TokenRequest(ttl, username, password), null);
        }

        private static string? Text(JsonElement root, string name) =>
            root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
