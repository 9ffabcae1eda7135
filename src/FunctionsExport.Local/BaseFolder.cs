namespace FunctionsExport;

/// <summary>Finds the folder of <c>host.json</c> and <c>local.settings.json</c>.</summary>
internal static class BaseFolder
{
    /// <summary>
    /// The working folder when it has a <c>host.json</c>, as the repository's root has; otherwise null, for the program's own.
    /// </summary>
    public static string? Find()
    {
        var folder = Directory.GetCurrentDirectory();
        return File.Exists(Path.Combine(folder, "host.json")) ? folder : null;
    }
}
