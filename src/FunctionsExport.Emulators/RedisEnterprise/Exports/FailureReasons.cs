namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>The documented values of <c>export_failure_reason</c>.</summary>
internal static class FailureReasons
{
    /// <summary>The storage refused access.</summary>
    public const string NoPermission = "no-permission";

    /// <summary>The path or bucket is not there.</summary>
    public const string WrongFilePath = "wrong-file-path";

    /// <summary>Everything else.</summary>
    public const string GeneralError = "general-error";
}
