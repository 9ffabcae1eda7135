using System.Globalization;
using System.Text;
using FunctionsExport.Providers.RedisEnterprise.Settings;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>What the cluster's answers other than success mean.</summary>
internal sealed class AnswerFaults(RedisEnterpriseSettings settings, ClusterScrubber scrubber)
{
    // The one error code that is documented for a refused login.
    private const string PasswordExpired = "password_expired";

    /// <summary>The fault of an answer that is no success.</summary>
    /// <param name="call">What was asked.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="modules">With 406: the names of the modules that cannot be exported, when known.</param>
    public ExportFaultException From(ClusterCall call, ClusterAnswer answer, IReadOnlyList<string>? modules = null)
    {
        var body = ErrorBody.Read(answer.Body);
        var status = answer.Status.ToString(CultureInfo.InvariantCulture);
        var code = scrubber.Scrub(body.Code);
        var fault = answer.Status switch
        {
            >= 300 and <= 399 => new ExportFault(FaultCodes.InvalidRequest, Redirected),
            400 => new ExportFault(FaultCodes.InvalidRequest, Refused(call)),
            401 => new ExportFault(FaultCodes.Unauthorized, Unauthorized(call, body.Code)),
            403 => new ExportFault(FaultCodes.Forbidden, Forbidden(call)),
            404 or 405 when call == ClusterCall.Authorize => new ExportFault(FaultCodes.InvalidRequest, NoTokens),
            404 => new ExportFault(FaultCodes.DatabaseNotFound, NotFound),
            406 => new ExportFault(FaultCodes.ModuleNotSupported, ModuleNotSupported(modules)),
            409 => new ExportFault(FaultCodes.DatabaseBusy, Busy, Retry: true),
            429 => new ExportFault(FaultCodes.Throttled, "The cluster asks for fewer requests. Try later.", Retry: true),
            408 or >= 500 => new ExportFault(FaultCodes.Unavailable, Unavailable(answer.Status), Retry: true),
            _ => new ExportFault(
                FaultCodes.UnexpectedAnswer,
                $"The cluster answered with HTTP status {status}, which its API does not document. Check that "
                + $"{settings.EndpointSetting} leads straight to the cluster."),
        };
        return new ExportFaultException(
            fault with
            {
                RetryAfter = fault.Retry ? answer.RetryAfter : null,
                ProviderCode = code is null ? status : $"{status} {code}",
                ProviderMessage = scrubber.Scrub(body.Message),
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
        "The cluster redirects to an address that is not configured. The redirect was not followed, because the credentials would go "
        + "along. Turn on the cluster's setting handle_redirects (`rladmin cluster config handle_redirects enabled`), so that each "
        + $"node passes requests on itself, or list the nodes' addresses in {settings.EndpointsSetting}, as `rladmin status nodes` "
        + "shows them.";

    private string Refused(ClusterCall call) => call switch
    {
        ClusterCall.StartExport =>
            $"The cluster refused the export request as malformed. Check the settings below {settings.LocationSetting}.",
        ClusterCall.Authorize =>
            "The cluster refused the request for a token as malformed. Check that its version is supported, or set "
            + $"{settings.AuthenticationSetting} to {AuthenticationForm.Basic}.",
        _ => "The cluster refused the request as malformed. Check that its version is supported.",
    };

    private string Unauthorized(ClusterCall call, string? code) => settings.Credentials.Form switch
    {
        _ when code == PasswordExpired =>
            $"The password of the user in {settings.UsernameSetting} has expired. Give the user a new one and set "
            + $"{settings.PasswordSetting} to it.",
        AuthenticationForm.ClientCertificate =>
            $"The cluster did not accept the client certificate. Check that {settings.ClientCertificateSetting} has not expired, that "
            + "the cluster trusts its authority, and that certificate authentication is turned on there for a user with its subject.",
        AuthenticationForm.Jwt when call != ClusterCall.Authorize =>
            "The cluster gave a token and then refused it. Check that the clocks of its nodes agree, or set "
            + $"{settings.AuthenticationSetting} to {AuthenticationForm.Basic}.",
        AuthenticationForm.Jwt => BadUser,
        _ => BadUser + $" A cluster from 8.2 on may have Basic authentication turned off: then set {settings.AuthenticationSetting} to "
            + $"{AuthenticationForm.Jwt} or {AuthenticationForm.ClientCertificate}.",
    };

    private string BadUser =>
        $"The cluster refused the user or the password. Check {settings.UsernameSetting} and {settings.PasswordSetting}, that the user "
        + "is not locked and that the password has not expired. It is not tried again: the cluster locks a user after five failed "
        + "logins.";

    private string NoTokens =>
        $"The cluster has no tokens to give. Set {settings.AuthenticationSetting} to {AuthenticationForm.Basic}.";

    private string Forbidden(ClusterCall call) => Who
        + call switch
        {
            ClusterCall.StartExport => "start exports of this database. Give it the role db_member, cluster_member or admin.",
            ClusterCall.ResetStatus =>
                "reset the export status of this database. Give it the role db_member, cluster_member or admin.",
            ClusterCall.Authorize => "have a token. Give it the role db_member, cluster_member or admin.",
            _ => "read this database. Give it a role that covers it, such as db_member.",
        };

    private string Who => settings.Credentials.Form == AuthenticationForm.ClientCertificate
        ? $"The user of the certificate in {settings.ClientCertificateSetting} may not "
        : $"The user in {settings.UsernameSetting} may not ";

    private string NotFound =>
        $"The cluster has no database with the uid in {settings.DatabaseIdSetting}, or the user may not see it. Check the uid "
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
