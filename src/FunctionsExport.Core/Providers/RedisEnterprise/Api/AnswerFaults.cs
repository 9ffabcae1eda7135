using System.Globalization;
using System.Text;
using FunctionsExport.Configuration;
using FunctionsExport.Providers.RedisEnterprise.Locations;
using FunctionsExport.Providers.RedisEnterprise.Settings;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>What the cluster's answers other than success mean.</summary>
internal sealed class AnswerFaults
{
    // Shorter names occur inside ordinary words, and are no secret.
    private const int ShortestName = 4;

    private readonly RedisEnterpriseSettings _settings;
    private readonly SecretScrubber _scrubber;

    public AnswerFaults(RedisEnterpriseSettings settings)
    {
        _settings = settings;
        string[] names = [settings.Endpoint.Authority, settings.Endpoint.Host, settings.Credentials.Username];
        _scrubber = new SecretScrubber(
        [
            .. settings.Credentials.Secrets, .. settings.Location.Secrets, .. names.Where(n => n.Length >= ShortestName),
        ]);
    }

    /// <summary>Text of the cluster's, without secrets, fit for a fault.</summary>
    public string? Scrub(string? text) => _scrubber.Scrub(SasText.Mask(text));

    /// <summary>The fault of an answer that is no success.</summary>
    /// <param name="call">What was asked.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="modules">With 406: the names of the modules that cannot be exported, when known.</param>
    public ExportFaultException From(ClusterCall call, ClusterAnswer answer, IReadOnlyList<string>? modules = null)
    {
        var body = ErrorBody.Read(answer.Body);
        var status = answer.Status.ToString(CultureInfo.InvariantCulture);
        var code = Scrub(body.Code);
        var fault = answer.Status switch
        {
            >= 300 and <= 399 => new ExportFault(FaultCodes.InvalidRequest, Redirected),
            400 => new ExportFault(FaultCodes.InvalidRequest, Refused(call)),
            401 => new ExportFault(FaultCodes.Unauthorized, Unauthorized),
            403 => new ExportFault(FaultCodes.Forbidden, Forbidden(call)),
            404 => new ExportFault(FaultCodes.DatabaseNotFound, NotFound),
            406 => new ExportFault(FaultCodes.ModuleNotSupported, ModuleNotSupported(modules)),
            409 => new ExportFault(FaultCodes.DatabaseBusy, Busy, Retry: true),
            429 => new ExportFault(FaultCodes.Throttled, "The cluster asks for fewer requests. Try later.", Retry: true),
            408 or >= 500 => new ExportFault(FaultCodes.Unavailable, Unavailable(answer.Status), Retry: true),
            _ => new ExportFault(
                FaultCodes.UnexpectedAnswer,
                $"The cluster answered with HTTP status {status}, which its API does not document. Check that "
                + $"{_settings.EndpointSetting} leads straight to the cluster."),
        };
        return new ExportFaultException(
            fault with
            {
                RetryAfter = fault.Retry ? answer.RetryAfter : null,
                ProviderCode = code is null ? status : $"{status} {code}",
                ProviderMessage = Scrub(body.Message),
            },
            FateOf(call, answer));
    }

    /// <summary>Whether an answer settles what became of the request.</summary>
    /// <remarks>
    /// 503 is documented (the node does not answer or is in no cluster) and says that nothing was begun. The other server errors
    /// come from a failure on the way or half-way through. The cluster's front server, Envoy, also answers 503 when the
    /// connection behind it breaks after the request has gone through; its text gives the reason.
    /// </remarks>
    private static RequestFate FateOf(ClusterCall call, ClusterAnswer answer)
    {
        if (call != ClusterCall.StartExport || answer.Status < 500)
        {
            return RequestFate.Answered;
        }

        if (answer.Status != 503)
        {
            return RequestFate.Unanswered;
        }

        var text = Encoding.UTF8.GetString(answer.Body ?? []);
        string[] notBegun = ["connection failure", "connection timeout", "overflow"];
        return text.Contains("reset before headers", StringComparison.OrdinalIgnoreCase)
            && !notBegun.Any(r => text.Contains(r, StringComparison.OrdinalIgnoreCase))
            ? RequestFate.Unanswered
            : RequestFate.Answered;
    }

    private string Redirected =>
        "The cluster redirects to another of its nodes, and redirects are not followed, because the password would go along. "
        + "Turn on the cluster's setting handle_redirects (`rladmin cluster config handle_redirects enabled`), or set "
        + $"{_settings.EndpointSetting} to the cluster's primary node.";

    private string Refused(ClusterCall call) => call == ClusterCall.StartExport
        ? $"The cluster refused the export request as malformed. Check the settings below {_settings.LocationSetting}."
        : "The cluster refused the request as malformed. Check that its version is supported.";

    private string Unauthorized =>
        $"The cluster refused the user or the password. Check {_settings.UsernameSetting} and {_settings.PasswordSetting}, that "
        + "the user is not locked and the password has not expired, and that the cluster allows Basic authentication. It is "
        + "not tried again: the cluster locks a user after five failed logins.";

    private string Forbidden(ClusterCall call) =>
        $"The user in {_settings.UsernameSetting} may not "
        + call switch
        {
            ClusterCall.StartExport => "start exports of this database. Give it the role db_member, cluster_member or admin.",
            ClusterCall.ResetStatus =>
                "reset the export status of this database. Give it the role db_member, cluster_member or admin.",
            _ => "read this database. Give it a role that covers it, such as db_member.",
        };

    private string NotFound =>
        $"The cluster has no database with the uid in {_settings.DatabaseIdSetting}, or the user may not see it. Check the uid "
        + "with `rladmin status databases`.";

    private static string ModuleNotSupported(IReadOnlyList<string>? modules) => modules is { Count: > 0 }
        ? $"The database cannot be exported, because of its modules these lack the capability backup_restore: "
        + $"{string.Join(", ", modules)}. Upgrade them, or take them out of the database."
        : "The database cannot be exported, because not all of its modules have the capability backup_restore. Look them up "
        + "with GET /v1/modules; upgrade them, or take them out of the database.";

    private static string Busy => "The database is busy with another action. Wait until that has ended.";

    private static string Unavailable(int status) =>
        $"The cluster cannot answer now (HTTP status {status}). Check the health of its nodes if that goes on.";
}
