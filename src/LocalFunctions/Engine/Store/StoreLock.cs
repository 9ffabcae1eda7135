namespace LocalFunctions.Engine.Store;

/// <summary>
/// Keeps a second engine off the store: an exclusively opened file beside it, which the operating system lets go of when the
/// process ends, in whatever way.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream _file;

    private StoreLock(FileStream file) => _file = file;

    /// <exception cref="InvalidOperationException">Another engine has the store.</exception>
    public static StoreLock Acquire(string storePath)
    {
        var path = storePath + ".lock";
        try
        {
            return new StoreLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            throw new InvalidOperationException(
                $"The store '{storePath}' is in use: '{path}' is locked by another process. "
                + "Stop that process, or name another store.",
                e);
        }
    }

    public void Dispose() => _file.Dispose();
}
