using System.Collections.Concurrent;
using System.Diagnostics;

namespace FunctionsExport.Emulators.Processes;

/// <summary>
/// Starts processes on one thread that lives as long as this process. The kernel ties "kill the child when its parent
/// dies" to the thread that forked it, so that a child of a pool thread would be killed when the pool lets that thread go.
/// </summary>
internal static class ProcessLauncher
{
    // Servers are in the sbin folders, which the PATH of a user who is not root often leaves out.
    private static readonly string[] ProgramFolders =
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        "/usr/local/sbin",
        "/usr/sbin",
    ];

    private static readonly BlockingCollection<Action> Starts = StartThread();

    // setpriv sets the signal and becomes the program, so the process id is the program's own. setsid keeps the
    // terminal's Ctrl-C from the child: whoever started it ends it, in its own order.
    private static readonly string[]? Wrapper =
        OperatingSystem.IsLinux() && FindProgram("setsid") is { } setsid && FindProgram("setpriv") is { } setpriv
            ? [setsid, setpriv, "--pdeathsig", "KILL", "--"]
            : null;

    /// <summary>Whether children can be tied to the life of this process here.</summary>
    public static bool CanTieToParent => Wrapper is not null;

    /// <summary>The full path of a program, given by its name on the PATH or by a path; null when it is not there.</summary>
    public static string? FindProgram(string name) => name.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
        ? File.Exists(name) ? Path.GetFullPath(name) : null
        : ProgramFolders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Starts the process; <paramref name="tieToParent"/> where that can be done.</summary>
    public static async Task StartAsync(Process process, bool tieToParent)
    {
        if (tieToParent && Wrapper is not null)
        {
            var info = process.StartInfo;
            foreach (var (index, argument) in Wrapper.Skip(1).Append(info.FileName).Index())
            {
                info.ArgumentList.Insert(index, argument);
            }

            info.FileName = Wrapper[0];
        }

        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() => Start(process, started));
        await started.Task;
    }

    private static void Start(Process process, TaskCompletionSource started)
    {
        try
        {
            process.Start();
            started.SetResult();
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            started.SetException(exception);
        }
    }

    private static BlockingCollection<Action> StartThread()
    {
        var starts = new BlockingCollection<Action>();
        var thread = new Thread(() =>
        {
            foreach (var start in starts.GetConsumingEnumerable())
            {
                start();
            }
        })
        {
            IsBackground = true,
            Name = "process launcher",
        };
        thread.Start();
        return starts;
    }
}
