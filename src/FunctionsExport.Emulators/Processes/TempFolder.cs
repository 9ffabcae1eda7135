namespace FunctionsExport.Emulators.Processes;

/// <summary>A new folder below the system's temporary folder, readable by this user alone, removed by Dispose.</summary>
internal sealed class TempFolder : IDisposable
{
    /// <param name="purpose">A word in the folder's name, such as <c>redis</c>.</param>
    public TempFolder(string purpose) =>
        FullName = Directory.CreateTempSubdirectory($"functions-export-{purpose}-").FullName;

    public string FullName { get; }

    /// <summary>The path of a file in the folder.</summary>
    public string File(string name) => Path.Combine(FullName, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(FullName, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What a process of another user left in it stays; the system clears its temporary folder.
        }
    }
}
