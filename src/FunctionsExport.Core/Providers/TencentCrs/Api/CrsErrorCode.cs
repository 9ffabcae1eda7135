using System.Globalization;
using System.Text.RegularExpressions;

namespace FunctionsExport.Providers.TencentCrs.Api;

/// <summary>The codes of the API's errors, the product's own and the common ones.</summary>
/// <remarks>
/// Source: the pages of the actions, and https://cloud.tencent.com/document/api/239/1757. They do not say whether the product's codes
/// stand in <c>code</c> or, in parentheses, before the message, beside a common code.
/// </remarks>
internal static partial class CrsErrorCode
{
    public const int InstanceNotExists = 10701;
    public const int InstanceStatusAbnormal = 10702;
    public const int InstanceLocked = 10707;
    public const int BackupLocked = 10710;
    public const int BackupStatusInvalid = 10711;
    public const int InvalidParameter = 11201;
    public const int BackupNotExists = 11213;
    public const int OnlyClusterInstanceCanExportBackup = 11214;

    public const int BadParameter = 4000;
    public const int SignatureFailure = 4100;
    public const int ActionDenied = 4101;
    public const int ResourceDenied = 4102;
    public const int ActionOnResourceDenied = 4103;
    public const int SecretIdUnknown = 4104;
    public const int TokenRefused = 4105;
    public const int MultiFactorFailed = 4106;
    public const int OtherDenied = 4110;
    public const int Expired = 4200;
    public const int AccessDenied = 4300;
    public const int QuotaExceeded = 4400;
    public const int Replayed = 4500;
    public const int ProtocolNotSupported = 4600;
    public const int ResourceMissing = 5000;
    public const int OperationFailed = 5100;
    public const int PurchaseFailed = 5200;
    public const int BalanceInsufficient = 5300;
    public const int PartlyDone = 5400;
    public const int NotQualified = 5500;
    public const int InternalError = 6000;
    public const int ApiUnknown = 6100;
    public const int Maintenance = 6200;

    private static readonly Dictionary<string, int> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["InstanceNotExists"] = InstanceNotExists,
        ["InstanceStatusAbnormal"] = InstanceStatusAbnormal,
        ["InstanceLockedError"] = InstanceLocked,
        ["BackupLockedError"] = BackupLocked,
        ["BackupStatusInvalid"] = BackupStatusInvalid,
        ["BackupStatusAbnormal"] = BackupStatusInvalid,
        ["InvalidParameter"] = InvalidParameter,
        ["BackupNotExists"] = BackupNotExists,
        ["OnlyClusterInstanceCanExportBackup"] = OnlyClusterInstanceCanExportBackup,
        ["SecretidNotAuthAccessResource"] = ResourceDenied,
        ["InvalidRequest.RequestConcurrencyExceeded"] = QuotaExceeded,
    };

    private static readonly HashSet<int> Common =
    [
        BadParameter, SignatureFailure, ActionDenied, ResourceDenied, ActionOnResourceDenied, SecretIdUnknown, TokenRefused,
        MultiFactorFailed, OtherDenied, Expired, AccessDenied, QuotaExceeded, Replayed, ProtocolNotSupported, ResourceMissing,
        OperationFailed, PurchaseFailed, BalanceInsufficient, PartlyDone, NotQualified, InternalError, ApiUnknown, Maintenance,
    ];

    /// <summary>
    /// The code of an error; null when it is none of these. The name decides, then the code, then the one in the message; where the
    /// code is a common one, a product's in the message says more.
    /// </summary>
    public static int? Of(CrsEnvelope answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Description is not null && Names.TryGetValue(answer.Description, out var named))
        {
            return named;
        }

        if (IsProducts(answer.Code))
        {
            return (int?)answer.Code;
        }

        var inMessage = InParentheses().Matches(answer.Message ?? "")
            .Select(m => (long?)long.Parse(m.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture))
            .ToList();
        long? common = IsCommon(answer.Code) ? answer.Code : null;
        return (int?)(inMessage.FirstOrDefault(IsProducts) ?? common ?? inMessage.FirstOrDefault(IsCommon));
    }

    private static bool IsProducts(long? code) => code is > 10_000 and <= int.MaxValue && Names.ContainsValue((int)code.Value);

    private static bool IsCommon(long? code) => code is > 0 and <= int.MaxValue && Common.Contains((int)code.Value);

    [GeneratedRegex(@"\(([0-9]{4,5})\)", RegexOptions.CultureInvariant)]
    private static partial Regex InParentheses();
}
