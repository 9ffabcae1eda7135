using FunctionsExport.Providers.TencentRedis.Settings;

namespace FunctionsExport.Providers.TencentRedis.Api;

/// <summary>
/// The error codes of the API: those common to all products, and those that the actions of an export list. A code that is not known
/// is taken by its family, what stands before its dot.
/// </summary>
internal sealed class ErrorCodes(TencentRedisSettings settings)
{
    private static readonly TimeSpan LockedWait = TimeSpan.FromSeconds(30);

    /// <summary>The fault of an instance that is not there.</summary>
    public ExportFault NoInstance => new(
        FaultCodes.DatabaseNotFound,
        $"The account has no instance with the id in {settings.InstanceIdSetting} in the region in {settings.RegionSetting}, or the key "
        + "may not see it. Check both in the console.");

    /// <summary>What an error means.</summary>
    public ExportFault FaultOf(string action, ApiError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return Exactly(error.Code)
            ?? Credentials(error, action)
            ?? Temporary(error)
            ?? Families(error, action);
    }

    private ExportFault? Exactly(string code) => code switch
    {
        "InvalidParameterValue.BackupNotExists" or "ResourceNotFound.BackupNotExists" => new ExportFault(
            FaultCodes.BackupNotFound,
            $"The instance has no such backup any more. Take another one: change or remove {settings.BackupIdSetting}."),
        "ResourceUnavailable.BackupStatusInvalid" or "ResourceUnavailable.BackupStatusAbnormal" => new ExportFault(
            FaultCodes.BackupStatusInvalid,
            "The backup's state does not allow a download: it is being made or converted, has expired or was deleted. Look at it in the "
            + "console."),
        "UnsupportedOperation.OnlyClusterInstanceCanExportBackup" => new ExportFault(
            FaultCodes.NotAClusterInstance,
            "Tencent Cloud gives out backups of cluster instances only to this account. Ask its support to allow the others."),
        "UnsupportedOperation.ClusterInstanceAccessedDeny" => new ExportFault(
            FaultCodes.Forbidden,
            "Tencent Cloud does not give out backups of cluster instances to this account. Ask its support to allow them."),
        "UnauthorizedOperation.UserNotInWhiteList" => new ExportFault(
            FaultCodes.Forbidden,
            "The account is not on Tencent Cloud's list of those that may download backups. Ask its support to put it there."),
        "ResourceUnavailable.InstanceLockedError" or "ResourceUnavailable.BackupLockedError" => Busy(
            "The instance or the backup is locked by another workflow. Wait until that has ended."),
        "ResourceUnavailable.InstanceStateError" or "ResourceUnavailable.InstanceStatusAbnormal"
            or "ResourceUnavailable.InstanceStatusError" => Busy(
            "The instance is not running: it is being changed, or isolated. Wait, or look at it in the console."),
        "FailedOperation.CommitFlowError" => new ExportFault(
            FaultCodes.Unavailable, "Tencent Cloud could not begin the task. Try later.", Retry: true),
        _ => null,
    };

    private ExportFault? Credentials(ApiError error, string action) => error.Code switch
    {
        "AuthFailure.SignatureExpire" => new ExportFault(
            FaultCodes.ClockSkew,
            "Tencent Cloud refused the time of the request: it is more than 5 minutes off. Set this machine's clock right.",
            Retry: true),
        "AuthFailure.TokenFailure" => new ExportFault(
            FaultCodes.Unauthorized,
            $"Tencent Cloud refused the token in {settings.TokenSetting}: it has expired, or belongs to another key. Set new temporary "
            + "credentials, all three values together."),
        "AuthFailure.MFAFailure" => new ExportFault(
            FaultCodes.Unauthorized,
            $"Tencent Cloud asks for a second factor. Take the API key of a sub-account without one in {settings.SecretIdSetting}."),
        _ when error.Is("UnauthorizedOperation") || error.Is("AuthFailure.UnauthorizedOperation")
            || error.Code is "InvalidParameter.PermissionDenied" => new ExportFault(
                FaultCodes.Forbidden,
                $"The key in {settings.SecretIdSetting} may not ask for {action}. Give its account a policy with redis:{action} on this "
                + "instance."),
        _ when error.Is("AuthFailure") => new ExportFault(
            FaultCodes.Unauthorized,
            $"Tencent Cloud refused the key. Check {settings.SecretIdSetting} and {settings.SecretKeySetting}, that the key is not "
            + $"disabled, and that {settings.EndpointSetting} is the API of the site (China or international) that has issued it."),
        "IpInBlacklist" or "IpNotInWhitelist" => new ExportFault(
            FaultCodes.Forbidden, "The account does not allow API calls from this machine's address. Change its list of addresses."),
        _ => null,
    };

    private static ExportFault? Temporary(ApiError error) => error switch
    {
        { IsThrottled: true } => new ExportFault(
            FaultCodes.Throttled, "Tencent Cloud's API asks for fewer requests. Try later.", Retry: true),
        _ when error.Is("InternalError") || error.Is("ServiceUnavailable") || error.Code is "FailedOperation.SystemError" =>
            new ExportFault(
                FaultCodes.Unavailable, "Tencent Cloud's API failed inside. Look at its status page if that goes on.", Retry: true),
        _ when error.Is("ResourceInUse") => Busy("The instance is busy with another task. Wait until that has ended."),
        _ => null,
    };

    private ExportFault Families(ApiError error, string action) => error switch
    {
        _ when error.Is("ResourceNotFound") => NoInstance,
        _ when error.Is("LimitExceeded") => new ExportFault(
            FaultCodes.Forbidden,
            $"A quota of the account does not allow {action} now. Look at the instance's backups, and ask Tencent Cloud's support."),
        _ when error.Is("UnsupportedRegion") => new ExportFault(
            FaultCodes.InvalidRequest, $"The API does not serve the region in {settings.RegionSetting}. Check how it is written."),
        _ when error.Is("ResourceUnavailable") || error.Is("ResourceInsufficient") => new ExportFault(
            FaultCodes.Unavailable, "The instance cannot do this now. Look at it in the console."),
        _ when error.Is("FailedOperation") => new ExportFault(
            FaultCodes.ExportFailed, $"Tencent Cloud could not carry {action} out. Look at the instance's tasks in the console."),
        _ when error.Is("UnsupportedOperation") => new ExportFault(
            FaultCodes.InvalidRequest, $"The instance does not support {action}. Look at its kind and version in the console."),
        _ when error.Is("InvalidParameter") || error.Is("InvalidParameterValue") || error.Is("MissingParameter")
            || error.Is("UnknownParameter") || error.Is("InvalidRequest") => new ExportFault(
                FaultCodes.InvalidRequest,
                $"Tencent Cloud refused {action} as malformed. Check {settings.InstanceIdSetting} and {settings.BackupIdSetting}."),
        _ when error.Is("InvalidAction") || error.Is("ActionOffline") || error.Is("NoSuchProduct") || error.Is("NoSuchVersion")
            || error.Is("UnsupportedProtocol") => new ExportFault(
                FaultCodes.InvalidRequest,
                $"The API at {settings.EndpointSetting} does not offer {action}. Check the endpoint, and upgrade this app."),
        _ => new ExportFault(
            FaultCodes.UnexpectedAnswer, $"Tencent Cloud refused {action} with a code that this version of the app does not know."),
    };

    private static ExportFault Busy(string message) =>
        new(FaultCodes.DatabaseBusy, message, Retry: true, RetryAfter: LockedWait);
}
