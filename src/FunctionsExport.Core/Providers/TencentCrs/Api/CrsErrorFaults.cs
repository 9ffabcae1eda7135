using FunctionsExport.Providers.TencentCrs.Settings;

namespace FunctionsExport.Providers.TencentCrs.Api;

/// <summary>The fault of each error code: its stable code, whether trying again can help, and what to do about it.</summary>
internal sealed class CrsErrorFaults(TencentCrsSettings settings)
{
    // A lock is held for the length of another task.
    private static readonly TimeSpan LockedWait = TimeSpan.FromSeconds(30);

    // Backups asked for are counted by the day.
    private static readonly TimeSpan QuotaWait = TimeSpan.FromMinutes(10);

    /// <summary>The fault of an error.</summary>
    /// <param name="action">What was asked.</param>
    /// <param name="code">The error; null for one that is not known.</param>
    public ExportFault Of(CrsAction action, int? code) =>
        OfProduct(action, code) ?? OfAccess(action, code) ?? OfService(action, code) ?? new ExportFault(
            FaultCodes.UnexpectedAnswer,
            $"Tencent Cloud refused {action} with a code that this version of the app does not know. Look it up at Tencent Cloud, and "
            + "upgrade this app.");

    private ExportFault? OfProduct(CrsAction action, int? code) => code switch
    {
        CrsErrorCode.InvalidParameter or CrsErrorCode.BadParameter => new(
            FaultCodes.InvalidRequest,
            $"Tencent Cloud refused {action}, because a parameter is missing or wrong. Check {settings.RedisIdSetting}, "
            + $"{settings.BackupIdSetting} and {settings.RegionSetting}."),
        CrsErrorCode.InstanceNotExists or CrsErrorCode.ResourceMissing => new(
            FaultCodes.DatabaseNotFound,
            $"Tencent Cloud knows no such instance in this region, or it is another account's or was returned. Check "
            + $"{settings.RedisIdSetting} and {settings.RegionSetting}."),
        CrsErrorCode.BackupNotExists => new(
            FaultCodes.BackupNotFound,
            "Tencent Cloud has no such backup of the instance; backups are kept 7 days. Look at the instance's backups in the console"
            + (settings.Backup.BackupId is null ? "." : $", and check {settings.BackupIdSetting}.")),
        CrsErrorCode.OnlyClusterInstanceCanExportBackup => new(
            FaultCodes.NotAClusterInstance,
            "Backups of cluster instances alone can be exported; others are downloaded as they are."),
        CrsErrorCode.BackupStatusInvalid => new(
            FaultCodes.BackupStatusInvalid,
            $"The backup's status does not allow {action} now: it is being made, exported or removed. Look at the instance's backups in "
            + "the console.",
            Retry: true,
            LockedWait),
        CrsErrorCode.InstanceStatusAbnormal => Busy("The instance is in a workflow, isolated or being removed. Look at it in the console."),
        CrsErrorCode.InstanceLocked => Busy("The instance is locked by another task. Wait until that has ended."),
        CrsErrorCode.BackupLocked => Busy("The backup is locked by another task. Wait until that has ended."),
        _ => null,
    };

    private ExportFault? OfAccess(CrsAction action, int? code) => code switch
    {
        CrsErrorCode.SignatureFailure => new(
            FaultCodes.Unauthorized,
            $"Tencent Cloud refused the signature. Check that {settings.SecretKeySetting} belongs to {settings.SecretIdSetting}"
            + (settings.Credentials.Token is null ? "." : $", and {settings.TokenSetting} to both.")),
        CrsErrorCode.SecretIdUnknown => new(
            FaultCodes.Unauthorized,
            $"Tencent Cloud does not know the API key in {settings.SecretIdSetting}. Check that it exists and is enabled."),
        CrsErrorCode.TokenRefused => new(
            FaultCodes.Unauthorized,
            $"Tencent Cloud refused the token of temporary credentials. Get new ones, and set {settings.SecretIdSetting}, "
            + $"{settings.SecretKeySetting} and {settings.TokenSetting} together; a lasting API key has no token."),
        CrsErrorCode.MultiFactorFailed => new(
            FaultCodes.Unauthorized,
            "Tencent Cloud asks for a second factor, which an app does not have. Use a sub-account whose API calls do not need one."),
        CrsErrorCode.ActionDenied or CrsErrorCode.ResourceDenied or CrsErrorCode.ActionOnResourceDenied or CrsErrorCode.OtherDenied => new(
            FaultCodes.Forbidden,
            $"The account of {settings.SecretIdSetting} may not call {action} on this instance. Allow redis:{action} in its policy."),
        CrsErrorCode.AccessDenied => new(
            FaultCodes.AccountRefused, "Tencent Cloud has banned the account, or serves it no more. Ask Tencent Cloud's support."),
        CrsErrorCode.NotQualified => new(
            FaultCodes.AccountRefused, "The account's qualification is not approved. Complete its verification in the console."),
        CrsErrorCode.PurchaseFailed or CrsErrorCode.BalanceInsufficient => new(
            FaultCodes.AccountRefused, "The account's payment failed or its balance does not suffice. Settle it in the console."),
        CrsErrorCode.Replayed or CrsErrorCode.Expired => new(
            FaultCodes.ClockSkew,
            "Tencent Cloud refused the request's time, and again after it was set by the answer's. This machine's clock must be right to "
            + "five minutes: check its time service, and any proxy that changes the Date header."),
        _ => null,
    };

    private ExportFault? OfService(CrsAction action, int? code) => code switch
    {
        CrsErrorCode.QuotaExceeded => new(
            FaultCodes.Throttled,
            action == CrsAction.ManualBackupInstance
                ? $"Tencent Cloud's quota of calls is exceeded; of backups it makes 24 a day at most. Unset {settings.BackupFirstSetting} for "
                    + "exports more often than hourly."
                : "Tencent Cloud's quota of calls is exceeded.",
            Retry: true,
            action == CrsAction.ManualBackupInstance ? QuotaWait : null),
        CrsErrorCode.OperationFailed => new(
            FaultCodes.Unavailable, $"Tencent Cloud could not carry {action} out now, and says to try later.", Retry: true),
        CrsErrorCode.InternalError => new(
            FaultCodes.Unavailable, "Tencent Cloud's API failed inside, and says to try later.", Retry: true),
        CrsErrorCode.Maintenance => new(
            FaultCodes.Unavailable, "Tencent Cloud's API is under maintenance, and says to try later.", Retry: true),
        CrsErrorCode.ProtocolNotSupported => new(
            FaultCodes.InvalidRequest, $"The API takes HTTPS alone. Check what the proxy in {settings.EndpointSetting} makes of requests."),
        CrsErrorCode.ApiUnknown => new(
            FaultCodes.InvalidRequest,
            $"What answers does not offer {action}: it is another host than {EndpointParser.Host}, or API v2 has ended. Check "
            + $"{settings.EndpointSetting}, or use the provider of API 3.0."),
        CrsErrorCode.PartlyDone => new(
            FaultCodes.UnexpectedAnswer, $"Tencent Cloud says that {action} was partly done. Look at the instance's tasks in the console."),
        _ => null,
    };

    private static ExportFault Busy(string message) =>
        new(FaultCodes.DatabaseBusy, message, Retry: true, RetryAfter: LockedWait);
}
