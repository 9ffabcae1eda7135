namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>A folder that the nodes have mounted.</summary>
internal sealed class MountPointTarget(string folder) : IExportTarget
{
    // errno EROFS; .NET passes it on as the HResult.
    private const int ReadOnlyFileSystem = 30;

    public async Task PutAsync(string path, string name, CancellationToken cancellationToken)
    {
        if (!Path.IsPathRooted(folder) || !Directory.Exists(folder))
        {
            throw new ExportFailedException(FailureReasons.WrongFilePath, $"There is no folder {folder}.");
        }

        var part = Path.Combine(folder, $".{name}.part");
        try
        {
            await CopyAsync(path, part, cancellationToken);
            File.Move(part, Path.Combine(folder, name), overwrite: true);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new ExportFailedException(FailureReasons.NoPermission, exception.Message, exception);
        }
        catch (IOException exception)
        {
            File.Delete(part);
            var reason = exception switch
            {
                DirectoryNotFoundException or FileNotFoundException => FailureReasons.WrongFilePath,
                { HResult: ReadOnlyFileSystem } => FailureReasons.NoPermission,
                _ => FailureReasons.GeneralError,
            };
            throw new ExportFailedException(reason, exception.Message, exception);
        }
    }

    private static async Task CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        await using var source = File.OpenRead(from);
        await using var target = File.Create(to);
        await source.CopyToAsync(target, cancellationToken);
    }
}
