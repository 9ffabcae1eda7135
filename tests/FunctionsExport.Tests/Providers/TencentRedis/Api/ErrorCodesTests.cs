using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.TencentRedis.Support;

namespace FunctionsExport.Tests.Providers.TencentRedis.Api;

/// <summary>What each code means, and whether it is worth trying again.</summary>
public sealed class ErrorCodesTests : TencentTest
{
    [Theory]
    [InlineData("AuthFailure.InvalidAuthorization", FaultCodes.Unauthorized, false)]
    [InlineData("AuthFailure.InvalidSecretId", FaultCodes.Unauthorized, false)]
    [InlineData("AuthFailure.MFAFailure", FaultCodes.Unauthorized, false)]
    [InlineData("AuthFailure.SecretIdNotFound", FaultCodes.Unauthorized, false)]
    [InlineData("AuthFailure.SignatureExpire", FaultCodes.ClockSkew, true)]
    [InlineData("AuthFailure.SignatureFailure", FaultCodes.Unauthorized, false)]
    [InlineData("AuthFailure.TokenFailure", FaultCodes.Unauthorized, false)]
    [InlineData("AuthFailure.UnauthorizedOperation", FaultCodes.Forbidden, false)]
    [InlineData("UnauthorizedOperation", FaultCodes.Forbidden, false)]
    [InlineData("UnauthorizedOperation.NoCAMAuthed", FaultCodes.Forbidden, false)]
    [InlineData("UnauthorizedOperation.UserNotInWhiteList", FaultCodes.Forbidden, false)]
    [InlineData("InvalidParameter.PermissionDenied", FaultCodes.Forbidden, false)]
    [InlineData("IpInBlacklist", FaultCodes.Forbidden, false)]
    [InlineData("IpNotInWhitelist", FaultCodes.Forbidden, false)]
    [InlineData("LimitExceeded", FaultCodes.Forbidden, false)]
    [InlineData("RequestLimitExceeded", FaultCodes.Throttled, true)]
    [InlineData("RequestLimitExceeded.GlobalRegionUinLimitExceeded", FaultCodes.Throttled, true)]
    [InlineData("RequestLimitExceeded.IPLimitExceeded", FaultCodes.Throttled, true)]
    [InlineData("RequestLimitExceeded.UinLimitExceeded", FaultCodes.Throttled, true)]
    [InlineData("InternalError", FaultCodes.Unavailable, true)]
    [InlineData("InternalError.DbOperationFailed", FaultCodes.Unavailable, true)]
    [InlineData("InternalError.NetWorkErr", FaultCodes.Unavailable, true)]
    [InlineData("InternalError.ExecHttpRequestError", FaultCodes.Unavailable, true)]
    [InlineData("ServiceUnavailable", FaultCodes.Unavailable, true)]
    [InlineData("FailedOperation.SystemError", FaultCodes.Unavailable, true)]
    [InlineData("FailedOperation.CommitFlowError", FaultCodes.Unavailable, true)]
    [InlineData("FailedOperation", FaultCodes.ExportFailed, false)]
    [InlineData("ResourceUnavailable.InstanceLockedError", FaultCodes.DatabaseBusy, true)]
    [InlineData("ResourceUnavailable.BackupLockedError", FaultCodes.DatabaseBusy, true)]
    [InlineData("ResourceUnavailable.InstanceStateError", FaultCodes.DatabaseBusy, true)]
    [InlineData("ResourceUnavailable.InstanceStatusAbnormal", FaultCodes.DatabaseBusy, true)]
    [InlineData("ResourceUnavailable.BackupStatusInvalid", FaultCodes.BackupStatusInvalid, false)]
    [InlineData("ResourceUnavailable", FaultCodes.Unavailable, false)]
    [InlineData("ResourceInsufficient", FaultCodes.Unavailable, false)]
    [InlineData("ResourceInUse", FaultCodes.DatabaseBusy, true)]
    [InlineData("ResourceInUse.InstanceBusy", FaultCodes.DatabaseBusy, true)]
    [InlineData("ResourceNotFound", FaultCodes.DatabaseNotFound, false)]
    [InlineData("ResourceNotFound.InstanceNotExists", FaultCodes.DatabaseNotFound, false)]
    [InlineData("InvalidParameterValue.BackupNotExists", FaultCodes.BackupNotFound, false)]
    [InlineData("UnsupportedOperation.OnlyClusterInstanceCanExportBackup", FaultCodes.NotAClusterInstance, false)]
    [InlineData("UnsupportedOperation.ClusterInstanceAccessedDeny", FaultCodes.Forbidden, false)]
    [InlineData("UnsupportedOperation", FaultCodes.InvalidRequest, false)]
    [InlineData("UnsupportedRegion", FaultCodes.InvalidRequest, false)]
    [InlineData("UnsupportedProtocol", FaultCodes.InvalidRequest, false)]
    [InlineData("InvalidParameter", FaultCodes.InvalidRequest, false)]
    [InlineData("InvalidParameterValue.TimeRange", FaultCodes.InvalidRequest, false)]
    [InlineData("InvalidRequest", FaultCodes.InvalidRequest, false)]
    [InlineData("MissingParameter", FaultCodes.InvalidRequest, false)]
    [InlineData("UnknownParameter", FaultCodes.InvalidRequest, false)]
    [InlineData("InvalidAction", FaultCodes.InvalidRequest, false)]
    [InlineData("ActionOffline", FaultCodes.InvalidRequest, false)]
    [InlineData("NoSuchProduct", FaultCodes.InvalidRequest, false)]
    [InlineData("NoSuchVersion", FaultCodes.InvalidRequest, false)]
    [InlineData("InternalErrors", FaultCodes.UnexpectedAnswer, false)]
    [InlineData("SomethingNew.Entirely", FaultCodes.UnexpectedAnswer, false)]
    public async Task Code_is_a_stable_fault(string providerCode, string code, bool retry)
    {
        Api.Clear(Instances).Fails(Instances, providerCode);

        var thrown = await TencentFault.OfAsync(() => Provider.PrepareAsync(CancellationToken.None));

        Assert.Equal((code, retry, providerCode), (thrown.Fault.Code, thrown.Fault.Retry, thrown.Fault.ProviderCode));
        Assert.Equal("no (request a-request)", thrown.Fault.ProviderMessage);
    }

    [Fact]
    public async Task Fault_of_a_right_names_the_action()
    {
        Api.Clear(Backups).Fails(Backups, "UnauthorizedOperation.NoCAMAuthed");

        var thrown = await TencentFault.OfAsync(() => Provider.PrepareAsync(CancellationToken.None));

        Assert.Contains("redis:DescribeInstanceBackups", thrown.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instance_that_is_not_listed_is_not_found()
    {
        Api.Clear(Instances).On(Instances, """{"TotalCount":0,"InstanceSet":[]}""");

        var thrown = await TencentFault.OfAsync(() => Provider.PrepareAsync(CancellationToken.None));

        Assert.Equal(FaultCodes.DatabaseNotFound, thrown.Fault.Code);
        Assert.Contains(TencentSource.NameOf("Region"), thrown.Fault.Message, StringComparison.Ordinal);
    }
}
