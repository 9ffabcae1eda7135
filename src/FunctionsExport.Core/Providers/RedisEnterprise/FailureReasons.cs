using FunctionsExport.Providers.RedisEnterprise.Locations;

namespace FunctionsExport.Providers.RedisEnterprise;

/// <summary>The values of <c>export_failure_reason</c>.</summary>
internal static class FailureReasons
{
    /// <summary>The fault of a failed export.</summary>
    /// <param name="reason">The cluster's reason, scrubbed.</param>
    /// <param name="location">Where the export was to go.</param>
    public static ExportFault FaultOf(string? reason, IExportLocation location) => reason switch
    {
        "no-permission" => new ExportFault(
            FaultCodes.DestinationDenied,
            $"The export failed: the cluster may not write to the export location. {location.DeniedRemedy}",
            ProviderCode: reason),
        "wrong-file-path" => new ExportFault(
            FaultCodes.DestinationNotFound,
            $"The export failed: the cluster does not find the export location. {location.NotFoundRemedy}",
            ProviderCode: reason),
        _ => new ExportFault(
            FaultCodes.ExportFailed,
            "The export failed on the cluster. Check that there is room in the nodes' temporary storage and at the export "
            + "location, and look for export_failed in the cluster's event log.",
            ProviderCode: reason),
    };
}
