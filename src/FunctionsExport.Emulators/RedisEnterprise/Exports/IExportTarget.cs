namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>A place that exports are written to; one implementation a location type.</summary>
internal interface IExportTarget
{
    /// <summary>Puts a finished file at the location, in place of one of the same name.</summary>
    /// <param name="path">The file, on local storage.</param>
    /// <param name="name">Its name at the location.</param>
    /// <exception cref="ExportFailedException">The location refuses it.</exception>
    Task PutAsync(string path, string name, CancellationToken cancellationToken);
}
