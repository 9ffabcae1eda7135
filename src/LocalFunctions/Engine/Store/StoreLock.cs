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
    /// <exception cref="IOException">The file beside the store cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not make it.</exception>
    public static StoreLock Acquire(string storePath)
    {
        var path = storePath + ".lock";
        try
        {
            return new StoreLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (IsHeld(e))
        {
            var holder = StoreHolder.Find(storePath) is { } id ? $" (process id {id})" : "";
            throw new InvalidOperationException(
                $"The store '{storePath}' is in use: '{path}' is locked by another process{holder}. "
                + "Stop that process, or name another store.",
                e);
        }
    }

    public void Dispose() => _file.Dispose();

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION; EWOULDBLOCK on Linux and on macOS.
    private static bool IsHeld(IOException e)
        => OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) is 32 or 33 : e.HResult is 11 or 35;
}
