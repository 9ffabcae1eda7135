using System.Text.RegularExpressions;

namespace FunctionsExport.Emulators.Tencent.Signing;

/// <summary>The parts of an Authorization header of TC3-HMAC-SHA256.</summary>
/// <param name="SecretId">Whose signature it is.</param>
/// <param name="Date">The date of the credential scope.</param>
/// <param name="Service">The service of the credential scope.</param>
/// <param name="SignedHeaders">The signed headers, with semicolons.</param>
/// <param name="Signature">64 lower-case hexadecimal digits.</param>
internal sealed partial record Tc3Authorization(
    string SecretId, string Date, string Service, string SignedHeaders, string Signature)
{
    /// <summary>Reads the header; null when it is not of this form.</summary>
    public static Tc3Authorization? Parse(string header)
    {
        var match = Form().Match(header);
        return match.Success
            ? new Tc3Authorization(
                match.Groups["id"].Value,
                match.Groups["date"].Value,
                match.Groups["service"].Value,
                match.Groups["headers"].Value,
                match.Groups["signature"].Value)
            : null;
    }

    [GeneratedRegex(
        @"^TC3-HMAC-SHA256 Credential=(?<id>[^/\s]+)/(?<date>\d{4}-\d\d-\d\d)/(?<service>[a-z0-9]+)/tc3_request,\s*"
        + @"SignedHeaders=(?<headers>[a-z0-9;-]+),\s*Signature=(?<signature>[0-9a-f]{64})\z")]
    private static partial Regex Form();
}
