namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>Faults that every location has.</summary>
internal static class LocationFaults
{
    /// <summary>The fault of a file that is not the one that was listed.</summary>
    public static ExportFaultException Changed(string name) => new(new ExportFault(
        FaultCodes.Corrupt,
        $"The file {name} was changed after it was listed. Keep other programs from writing to the export location, and export again."));

    /// <summary>The fault of a file that is no longer there.</summary>
    public static ExportFaultException Gone(string name, Exception? innerException = null) => new(
        new ExportFault(
            FaultCodes.Incomplete,
            $"The file {name} is no longer at the export location. Keep other programs from removing files there before they are "
            + "fetched, and export again."),
        innerException: innerException);
}
