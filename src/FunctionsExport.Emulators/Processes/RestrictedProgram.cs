using System.Globalization;
using System.Runtime.InteropServices;

namespace FunctionsExport.Emulators.Processes;

/// <summary>
/// The command line of a server that runs without root's rights, even when this process has them, and may have files
/// limited in size.
/// </summary>
internal static class RestrictedProgram
{
    /// <summary>The account without rights, and its number on Linux.</summary>
    public const string Nobody = "nobody";

    private const int NobodyId = 65534;

    /// <summary>Whether servers run as <see cref="Nobody"/> here, because this process is root.</summary>
    public static bool DropsRoot => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;

    /// <summary>The account that servers run as.</summary>
    public static string User => DropsRoot ? Nobody : Environment.UserName;

    /// <param name="program">A program on the PATH, or the path of one.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="fileSizeLimit">
    /// The largest file that it can write, in bytes: beyond it writes fail as they do on a full disk (EFBIG in place of
    /// ENOSPC). Null for none.
    /// </param>
    /// <returns>The program to start and its arguments; the process becomes <paramref name="program"/>.</returns>
    /// <exception cref="ChildProcessException">There is no such program.</exception>
    public static (string FileName, IReadOnlyList<string> Arguments) Describe(
        string program, IReadOnlyList<string> arguments, long? fileSizeLimit = null)
    {
        var path = ProcessLauncher.FindProgram(program) ?? throw new ChildProcessException(
            $"{program} cannot be started: there is no program '{program}'. Run scripts/install.sh.");
        List<string> line = [];
        if (fileSizeLimit is { } limit)
        {
            // The signal that comes with the error would end the program.
            line.AddRange(["env", "--ignore-signal=XFSZ", "prlimit", string.Create(CultureInfo.InvariantCulture, $"--fsize={limit}")]);
        }

        if (DropsRoot)
        {
            // The change of account clears the signal that ties the child to its parent, so it is set once more.
            var id = NobodyId.ToString(CultureInfo.InvariantCulture);
            line.AddRange(["setpriv", "--reuid", id, "--regid", id, "--clear-groups", "--pdeathsig", "KILL", "--"]);
        }

        line.Add(path);
        line.AddRange(arguments);
        return (line[0], line[1..]);
    }

    /// <summary>Gives a folder and all that is in it to <see cref="User"/>.</summary>
    /// <exception cref="IOException">The owner cannot be changed.</exception>
    public static void Give(string folder)
    {
        if (!DropsRoot)
        {
            return;
        }

        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Prepend(folder))
        {
            if (ChangeOwner(path, NobodyId, NobodyId) != 0)
            {
                throw new IOException($"The owner of {path} cannot be changed: {Marshal.GetLastPInvokeErrorMessage()}.");
            }
        }
    }

    [DllImport("libc", EntryPoint = "lchown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int owner, int group);
}
