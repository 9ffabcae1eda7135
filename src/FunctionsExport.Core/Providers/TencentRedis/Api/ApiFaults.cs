using System.Globalization;
using System.Text.RegularExpressions;
using FunctionsExport.Configuration;
using FunctionsExport.Providers.TencentRedis.Settings;

namespace FunctionsExport.Providers.TencentRedis.Api;

/// <summary>What the API's answers other than success mean.</summary>
internal sealed partial class ApiFaults
{
    /// <summary>The one action of an export that starts something.</summary>
    public const string StartingAction = "ManualBackupInstance";

    private readonly TencentRedisSettings _settings;
    private readonly SecretScrubber _scrubber;
    private readonly ErrorCodes _codes;

    public ApiFaults(TencentRedisSettings settings)
    {
        _settings = settings;
        _scrubber = new SecretScrubber(settings.Credentials.Secrets);
        _codes = new ErrorCodes(settings);
    }

    /// <summary>Text of the API's, without secrets and addresses, fit for a fault.</summary>
    public string? Scrub(string? text)
    {
        // Cut first, which leaves of an address what is still known as one: a search of a long text for them takes long.
        var cut = _scrubber.Scrub(text);
        return cut is null ? null : Signature().Replace(Url().Replace(cut, "***"), "$1***");
    }

    /// <summary>The fault of an instance that the API does not know.</summary>
    public ExportFaultException NoInstance() => new(_codes.NoInstance);

    /// <summary>The fault of an answer that is no success.</summary>
    public ExportFaultException From(string action, ApiAnswer answer)
    {
        var status = answer.Status.ToString(CultureInfo.InvariantCulture);
        if (answer.Error is { } error)
        {
            var fault = _codes.FaultOf(action, error) with
            {
                ProviderCode = Scrub(error.Code),
                ProviderMessage = error.RequestId is null
                    ? Scrub(error.Message)
                    : $"{Scrub(error.Message)} (request {Scrub(error.RequestId)})".TrimStart(),
            };
            return new ExportFaultException(fault, FateOf(action, MayHaveBegun(error)));
        }

        return answer.Status switch
        {
            200 => NotUnderstood(action),
            429 => new ExportFaultException(new ExportFault(
                FaultCodes.Throttled, "Tencent Cloud's API asks for fewer requests. Try later.", Retry: true, ProviderCode: status)),
            408 or >= 500 => new ExportFaultException(
                new ExportFault(
                    FaultCodes.Unavailable,
                    $"Tencent Cloud's API cannot answer now (HTTP status {status}). Try later.",
                    Retry: true,
                    ProviderCode: status),
                FateOf(action, mayHaveBegun: true)),
            _ => new ExportFaultException(new ExportFault(
                FaultCodes.UnexpectedAnswer,
                $"Tencent Cloud's API answered with HTTP status {status}. Check that {_settings.EndpointSetting} and any proxy lead "
                + "straight to it.",
                ProviderCode: status)),
        };
    }

    /// <summary>The fault of an answer of an unknown form; a request that starts something may have been carried out all the same.</summary>
    public ExportFaultException NotUnderstood(string action, Exception? error = null) => new(
        new ExportFault(
            FaultCodes.UnexpectedAnswer,
            $"The answer of Tencent Cloud's API to {action} cannot be understood. Check that {_settings.EndpointSetting} and any proxy "
            + "lead straight to it."),
        FateOf(action, mayHaveBegun: true),
        error);

    // Other refusals come before anything is begun.
    private static bool MayHaveBegun(ApiError error) =>
        error.Is("InternalError") || error.Is("ServiceUnavailable") || error.Code is "FailedOperation" or "FailedOperation.SystemError";

    private static RequestFate FateOf(string action, bool mayHaveBegun) =>
        action == StartingAction && mayHaveBegun ? RequestFate.Unanswered : RequestFate.Answered;

    [GeneratedRegex(@"(signature=)[^\s,;&""]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Signature();

    [GeneratedRegex(@"[a-z][a-z0-9+.-]*://\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Url();
}
