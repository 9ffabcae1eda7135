using FunctionsExport.Providers.RedisEnterprise.Locations;

namespace FunctionsExport.Providers.RedisEnterprise;

/// <summary>The values of <c>export_failure_reason</c>.</summary>
internal static class FailureReasons
{
    private const string NoPermission = "no-permission";
    private const string WrongFilePath = "wrong-file-path";

    /// <summary>Whether a reason says nothing of the cause.</summary>
    public static bool IsUnspecific(string? reason) => Normal(reason) is not NoPermission and not WrongFilePath;

    /// <summary>The fault of a failed export.</summary>
    /// <param name="reason">The cluster's reason, scrubbed.</param>
    /// <param name="error">What the cluster's list of actions says of it, scrubbed.</param>
    /// <param name="location">Where the export was to go.</param>
    public static ExportFault FaultOf(string? reason, string? error, IExportLocation location) => Normal(reason ?? error) switch
    {
        NoPermission => new ExportFault(
            FaultCodes.DestinationDenied,
            $"The export failed: the cluster may not write to the export location. {location.DeniedRemedy}",
            ProviderCode: reason,
            ProviderMessage: error),
        WrongFilePath => new ExportFault(
            FaultCodes.DestinationNotFound,
            $"The export failed: the cluster does not find the export location. {location.NotFoundRemedy}",
            ProviderCode: reason,
            ProviderMessage: error),
        _ => new ExportFault(
            FaultCodes.ExportFailed,
            "The export failed on the cluster. Check that there is room in the nodes' temporary storage and at the export "
            + "location, and look for export_failed in the cluster's event log.",
            ProviderCode: reason,
            ProviderMessage: error),
    };

    // Actions and events write some words of the documentation with underscores.
    private static string? Normal(string? reason) => reason?.Trim().Replace('_', '-').ToLowerInvariant();
}
