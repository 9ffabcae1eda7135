namespace FunctionsExport.Emulators.Processes;

/// <summary>Finds a file of a tool that npm installed below <c>tools</c>.</summary>
internal static class ToolFolder
{
    /// <param name="name">The tool's name for messages.</param>
    /// <param name="given">Its folder; null for <c>tools/folder</c> above the program.</param>
    /// <param name="folder">The folder's name below <c>tools</c>.</param>
    /// <param name="file">A path in that folder.</param>
    /// <exception cref="ChildProcessException">There is no such file.</exception>
    public static string Find(string name, string? given, string folder, string file)
    {
        if (given is not null)
        {
            var path = Path.Combine(given, file);
            return File.Exists(path) ? path : throw Missing(name, path);
        }

        for (var parent = new DirectoryInfo(AppContext.BaseDirectory); parent is not null; parent = parent.Parent)
        {
            var path = Path.Combine(parent.FullName, "tools", folder, file);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw Missing(name, $"tools/{folder}/{file}");
    }

    private static ChildProcessException Missing(string name, string path) =>
        new($"{name} is not installed: there is no {path}. Run scripts/install.sh.");
}
