namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>What failures of the local file system mean.</summary>
internal static class DirectoryFaults
{
    /// <summary>The fault of an input or output error below the directory that a setting names.</summary>
    public static ExportFault From(Exception error, string setting) => error switch
    {
        FileNotFoundException => new ExportFault(
            FaultCodes.Incomplete,
            "A file of the export is no longer at the export location. Keep other programs from removing files there before they "
            + "are fetched, and export again."),
        DirectoryNotFoundException => new ExportFault(
            FaultCodes.DestinationNotFound,
            $"The directory in {setting} does not exist here. Mount it, or correct the path."),
        UnauthorizedAccessException => new ExportFault(
            FaultCodes.DestinationDenied,
            $"This app may not read the directory in {setting}, or a file in it. Let the app's user read it."),
        TimeoutException => new ExportFault(
            FaultCodes.Unavailable,
            $"The directory in {setting} does not answer. Check the network file system that is mounted there.",
            Retry: true),
        _ => new ExportFault(
            FaultCodes.Unavailable,
            $"The directory in {setting} cannot be read. Check that it is a directory, and the file system that is mounted there.",
            Retry: true),
    };

    /// <summary>The fault of a file that has another size than it was listed with.</summary>
    public static ExportFault SizeChanged(string name, long listed, long found) => new(
        FaultCodes.Corrupt,
        $"The file {name} was listed with {listed} bytes and now has {found}. It was changed after the export; export again.");
}
