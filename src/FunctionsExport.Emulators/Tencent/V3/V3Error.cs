namespace FunctionsExport.Emulators.Tencent.V3;

/// <summary>An error of API 3.0.</summary>
/// <param name="Code">Such as <c>AuthFailure.SignatureFailure</c>.</param>
/// <param name="Message">A text.</param>
internal sealed record V3Error(string Code, string Message)
{
    public static readonly V3Error PlainHttp = new("UnsupportedProtocol", "HTTPS alone is supported.");
    public static readonly V3Error WrongMethod = new("UnsupportedProtocol", "Only GET and POST requests are supported.");
    public static readonly V3Error TooLarge = new("RequestSizeLimitExceeded", "The request is too large.");
    public static readonly V3Error BodyWrong = new("InvalidRequest", "The body is not the JSON object that it should be.");

    public static readonly V3Error AuthorizationWrong =
        new("AuthFailure.InvalidAuthorization", "The Authorization header is not what it should be.");

    public static readonly V3Error SecretIdUnknown = new("AuthFailure.SecretIdNotFound", "The SecretId is not found.");

    public static readonly V3Error SignatureWrong = new(
        "AuthFailure.SignatureFailure",
        "The provided credentials could not be validated. Please check your signature is correct.");

    public static readonly V3Error Expired =
        new("AuthFailure.SignatureExpire", "The timestamp is more than five minutes from the server's time.");

    public static readonly V3Error TokenWrong = new("AuthFailure.TokenFailure", "The token is wrong or missing.");
    public static readonly V3Error Denied = new("UnauthorizedOperation", "The operation is not authorized.");
    public static readonly V3Error ProductUnknown = new("NoSuchProduct", "The product does not exist.");
    public static readonly V3Error VersionUnknown = new("NoSuchVersion", "The version does not exist.");
    public static readonly V3Error ActionUnknown = new("InvalidAction", "The action does not exist.");
    public static readonly V3Error RegionUnknown = new("UnsupportedRegion", "The region is not supported.");
    public static readonly V3Error TooMany = new("RequestLimitExceeded", "The number of requests exceeds the limit.");

    public static V3Error Missing(string name) => new("MissingParameter", $"The request is missing a required parameter `{name}`.");

    public static V3Error Undeclared(string name) => new("UnknownParameter", $"The parameter `{name}` is not recognized.");

    public static V3Error WrongType(string name) =>
        new("InvalidParameter", $"The value type of parameter `{name}` is not valid.");

    public static V3Error WrongValue(string name, string fault) =>
        new("InvalidParameterValue", $"The parameter `{name}` {fault}.");

    /// <summary>The error of a refusal.</summary>
    public static V3Error Of(BusinessException refusal)
    {
        var code = refusal.Error switch
        {
            BusinessError.InstanceNotExists => "ResourceNotFound.InstanceNotExists",
            BusinessError.BackupNotExists => "InvalidParameterValue.BackupNotExists",
            BusinessError.TaskNotExists => "InvalidParameter",
            BusinessError.OnlyClusterInstanceCanExportBackup => "UnsupportedOperation.OnlyClusterInstanceCanExportBackup",
            BusinessError.BackupStatusInvalid or BusinessError.BackupStatusAbnormal => "ResourceUnavailable.BackupStatusInvalid",
            BusinessError.InstanceStatusAbnormal => "ResourceUnavailable.InstanceStatusAbnormal",
            BusinessError.InstanceLocked => "ResourceUnavailable.InstanceLockedError",
            BusinessError.TooManyBackups => "LimitExceeded",
            _ => "InvalidParameterValue",
        };
        return new V3Error(code, refusal.Message);
    }
}
