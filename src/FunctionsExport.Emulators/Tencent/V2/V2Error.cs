namespace FunctionsExport.Emulators.Tencent.V2;

/// <summary>An error of API v2.</summary>
/// <param name="Code">The code of the common table, or the product's of five digits.</param>
/// <param name="Description">The <c>codeDesc</c>; the names of the common codes are published for 4102 alone.</param>
/// <param name="Message">A text.</param>
/// <param name="CommonCode">What <c>code</c> is when the product's is in the message.</param>
/// <remarks>Source: the common error codes (239/1757) and the actions' own tables.</remarks>
internal sealed record V2Error(int Code, string Description, string Message, int? CommonCode = null)
{
    public static readonly V2Error SignatureFailure = new(4100, "AuthFailure", "The signature does not match.");
    public static readonly V2Error ActionDenied = new(4101, "ActionNotAuthorized", "The action is not authorized.");

    public static readonly V2Error ResourceDenied = new(
        4102,
        "SecretidNotAuthAccessResource",
        "[request id:{0}]you are not authorized to perform operation\nresource (*) has no permission\n");

    public static readonly V2Error SecretIdUnknown = new(4104, "SecretIdNotFound", "The SecretId does not exist.");
    public static readonly V2Error TokenWrong = new(4105, "TokenFailure", "The token is wrong or missing.");
    public static readonly V2Error QuotaExceeded = new(4400, "QuotaExceeded", "The quota of calls is exceeded.");
    public static readonly V2Error NonceRepeated = new(4500, "ReplayAttack", "The Nonce was used before.");
    public static readonly V2Error PlainHttp = new(4600, "ProtocolNotSupported", "HTTPS alone is supported.");
    public static readonly V2Error ActionUnknown = new(6100, "ApiNotAvailable", "The API is not available.");

    public static V2Error ParameterMissing(string name) => new(4000, "InvalidParameter", $"The parameter {name} is missing or wrong.");

    public static V2Error Expired(int code) => new(code, "RequestExpired", "Timestamp is too far from the service's time.");

    /// <summary>The error of a code, as planned by a test.</summary>
    public static V2Error Of(int code) => code switch
    {
        4000 => ParameterMissing("?"),
        4100 => SignatureFailure,
        4101 => ActionDenied,
        4102 => ResourceDenied,
        4103 => new V2Error(code, "ActionNotAuthorizedForResource", "The action is not authorized for the resource."),
        4104 => SecretIdUnknown,
        4105 => TokenWrong,
        4106 => new V2Error(code, "MFAFailure", "Multi-factor authentication failed."),
        4110 => new V2Error(code, "CamAuthFailure", "Authentication failed."),
        4200 or 4500 => Expired(code),
        4300 => new V2Error(code, "AccessDenied", "Access is denied."),
        4400 => QuotaExceeded,
        4600 => PlainHttp,
        5000 => new V2Error(code, "ResourceNotFound", "The resource does not exist."),
        5100 => new V2Error(code, "ResourceOperationFailed", "The operation failed. Try again later."),
        5200 => new V2Error(code, "PurchaseFailed", "The purchase failed."),
        5300 => new V2Error(code, "BalanceInsufficient", "The balance is insufficient."),
        5400 => new V2Error(code, "PartlyDone", "A part of the batch was done."),
        5500 => new V2Error(code, "QualificationNotApproved", "The qualification is not approved."),
        6000 => new V2Error(code, "InternalError", "Internal error. Try again later."),
        6100 => ActionUnknown,
        6200 => new V2Error(code, "Maintenance", "The API is under maintenance. Try again later."),
        10701 => new V2Error(code, "InstanceNotExists", "No instance can be found for the serialId.", 5000),
        10702 => new V2Error(code, "InstanceStatusAbnormal", "The instance's status is abnormal.", 5100),
        10707 => new V2Error(code, "InstanceLockedError", "The instance is locked.", 5100),
        10710 => new V2Error(code, "BackupLockedError", "The backup is locked.", 5100),
        10711 => new V2Error(code, "BackupStatusInvalid", "The backup's status is invalid.", 5100),
        10712 => new V2Error(code, "PasswordError", "The password is wrong.", 5100),
        11201 => new V2Error(code, "InvalidParameter", "A parameter is incorrect.", 4000),
        11213 => new V2Error(code, "BackupNotExists", "No instance backup can be found for the backupId.", 5000),
        11214 => new V2Error(
            code, "OnlyClusterInstanceCanExportBackup", "Only the backup of a cluster instance can be exported.", 5100),
        _ => new V2Error(code, "UnknownError", "An error."),
    };

    /// <summary>The error of a refusal.</summary>
    public static V2Error Of(BusinessException refusal)
    {
        var error = refusal.Error switch
        {
            BusinessError.InstanceNotExists => Of(10701),
            BusinessError.BackupNotExists => Of(11213),
            BusinessError.OnlyClusterInstanceCanExportBackup => Of(11214),
            BusinessError.BackupStatusInvalid => Of(10711),
            BusinessError.BackupStatusAbnormal => Of(10711) with { Description = "BackupStatusAbnormal" },
            BusinessError.InstanceStatusAbnormal => Of(10702),
            BusinessError.InstanceLocked => Of(10707),
            BusinessError.TooManyBackups => QuotaExceeded,
            BusinessError.TaskNotExists => Of(5000),
            _ => Of(11201),
        };
        return error with { Message = refusal.Message };
    }
}
