using System.Globalization;
using System.Text.RegularExpressions;
using FunctionsExport.Configuration;
using FunctionsExport.Providers.TencentCrs.Settings;

namespace FunctionsExport.Providers.TencentCrs.Api;

/// <summary>What the API's answers other than success mean.</summary>
internal sealed partial class CrsFaults(TencentCrsSettings settings)
{
    private readonly CrsErrorFaults _errors = new(settings);

    /// <summary>The fault of an answer that says no.</summary>
    /// <param name="action">What was asked.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="signature">The request's signature, which the answer may repeat.</param>
    public ExportFaultException Of(CrsAction action, CrsEnvelope answer, string signature)
    {
        var code = CrsErrorCode.Of(answer);

        // One for all: each cuts long texts, and what is cut in two no other would know again.
        var scrubber = new SecretScrubber([.. settings.Credentials.Secrets, signature]);
        var shown = string.Create(CultureInfo.InvariantCulture, $"{code ?? answer.Code} {answer.Description}").TrimEnd();
        var fault = _errors.Of(action, code) with
        {
            ProviderCode = Scrub(scrubber, shown),
            ProviderMessage = Scrub(scrubber, answer.Message),
        };

        // Inside the service something went wrong, before or after it had begun. A second export of a backup it would refuse by the
        // backup's status; a second backup it would make.
        var mayHaveBegun = code is CrsErrorCode.InternalError or null && action == CrsAction.ManualBackupInstance;
        return new ExportFaultException(fault, mayHaveBegun ? RequestFate.Unanswered : RequestFate.Answered);
    }

    /// <summary>The fault of an answer that is not the API's: of a status other than 200, or without a body that can be read.</summary>
    public ExportFaultException Of(CrsAction action, HttpAnswer answer, Exception? error = null)
    {
        var status = answer.Status.ToString(CultureInfo.InvariantCulture);
        var fault = answer.Status switch
        {
            200 => answer.BodyFault ?? new ExportFault(
                FaultCodes.UnexpectedAnswer,
                $"The answer of Tencent Cloud's API to {action} cannot be understood: {error?.Message ?? "it lacks its payload"}. Check that "
                + $"{settings.EndpointSetting} and any proxy lead straight to it."),
            429 => new ExportFault(FaultCodes.Throttled, "Tencent Cloud's API asks for fewer requests.", Retry: true),
            408 or >= 500 => new ExportFault(
                FaultCodes.Unavailable, $"Tencent Cloud's API cannot answer now (HTTP status {status}).", Retry: true),
            _ => new ExportFault(
                FaultCodes.UnexpectedAnswer,
                $"Tencent Cloud's API answered with HTTP status {status}, which it never does by itself. Check that "
                + $"{settings.EndpointSetting} and any proxy lead straight to it."),
        };
        var mayHaveBegun = answer.Status is 200 or 408 or >= 500;
        return new ExportFaultException(
            fault with { RetryAfter = fault.Retry ? answer.RetryAfter : null, ProviderCode = answer.Status == 200 ? null : status },
            mayHaveBegun ? RequestFate.Unanswered : RequestFate.Answered,
            error);
    }

    private static string? Scrub(SecretScrubber scrubber, string? text) =>
        scrubber.Scrub(text) is { } cut ? Url().Replace(cut, "***") : null;

    [GeneratedRegex(@"[a-z][a-z0-9+.-]*://\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Url();
}
