using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace FunctionsExport.Emulators.RedisEnterprise.Security;

/// <summary>Finds out who sent a request: by its header Authorization or, without one, by its client certificate.</summary>
internal sealed class Authenticator(Accounts accounts, AccessTokens tokens, AccessSettings settings)
{
    public Login Authenticate(string? authorization, X509Certificate2? certificate)
    {
        if (string.IsNullOrEmpty(authorization))
        {
            return certificate is null
                ? Login.Refused(LoginScheme.None)
                : new Login(accounts.FindBySubject(certificate.Subject), LoginScheme.Certificate);
        }

        if (!AuthenticationHeaderValue.TryParse(authorization, out var header))
        {
            return Login.Refused(LoginScheme.None);
        }

        return header.Scheme.ToUpperInvariant() switch
        {
            "BASIC" => settings.BasicAuthentication ? ByPassword(header) : Login.Refused(LoginScheme.Basic),
            "JWT" => ByToken(header, LoginScheme.Jwt, settings.JwtScheme),
            "BEARER" => ByToken(header, LoginScheme.Bearer, settings.BearerScheme),
            _ => Login.Refused(LoginScheme.None),
        };
    }

    /// <summary>Who asks for a token, from 7.8.2 on.</summary>
    public Login AuthenticateForToken(string? authorization, X509Certificate2? certificate) =>
        settings.BasicGetsTokens
            && AuthenticationHeaderValue.TryParse(authorization, out var header)
            && "Basic".Equals(header.Scheme, StringComparison.OrdinalIgnoreCase)
                ? ByPassword(header)
                : Authenticate(authorization, certificate);

    private Login ByPassword(AuthenticationHeaderValue header) =>
        BasicCredentials.Parse(header) is { } credentials ? accounts.LogIn(credentials) : Login.Refused(LoginScheme.Basic);

    private Login ByToken(AuthenticationHeaderValue header, LoginScheme scheme, bool accepted) =>
        accepted && tokens.EmailOf(header.Parameter ?? "") is { } email
            ? new Login(accounts.Find(email), scheme)
            : Login.Refused(scheme);
}
