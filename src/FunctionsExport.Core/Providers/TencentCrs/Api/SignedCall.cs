using System.Globalization;
using FunctionsExport.Providers.TencentCrs.Settings;
using FunctionsExport.Providers.TencentCrs.Signing;

namespace FunctionsExport.Providers.TencentCrs.Api;

/// <summary>
/// One request, signed: good for one sending, because the API refuses a Nonce that it has seen. Values are signed raw and encoded
/// once.
/// </summary>
internal sealed class SignedCall
{
    private readonly List<KeyValuePair<string, string>> _parameters;

    private SignedCall(DateTimeOffset at, List<KeyValuePair<string, string>> parameters, string signature)
    {
        At = at;
        Signature = signature;
        _parameters = [.. parameters, new(CrsSignature.Parameter, signature)];
    }

    /// <summary>The time that it carries.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Its signature, which must not be shown.</summary>
    public string Signature { get; }

    /// <summary>The names and values, encoded, as a query or a form.</summary>
    public string Encoded => string.Join(
        '&', _parameters.Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));

    /// <summary>Signs a call.</summary>
    /// <param name="settings">Region, credentials and method.</param>
    /// <param name="action">What is called.</param>
    /// <param name="own">The action's own parameters.</param>
    /// <param name="at">The time to sign.</param>
    /// <param name="nonce">A number, above 0, that was not used before.</param>
    public static SignedCall Create(
        TencentCrsSettings settings,
        CrsAction action,
        IEnumerable<KeyValuePair<string, string>> own,
        DateTimeOffset at,
        long nonce)
    {
        List<KeyValuePair<string, string>> parameters =
        [
            new("Action", action.ToString()),
            new("Region", settings.Region),
            new("Timestamp", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            new("Nonce", nonce.ToString(CultureInfo.InvariantCulture)),
            new("SecretId", settings.Credentials.SecretId),
            new("SignatureMethod", CrsSignature.NameOf(settings.SignatureMethod)),
        ];
        if (settings.Credentials.Token is { } token)
        {
            parameters.Add(new("Token", token));
        }

        parameters.AddRange(own);
        var plain = CrsSignature.PlainText(settings.Method.Method, EndpointParser.Host, EndpointParser.Path, parameters);
        return new SignedCall(at, parameters, settings.Credentials.Sign(plain, settings.SignatureMethod));
    }
}
