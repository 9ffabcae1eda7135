using System.Globalization;

namespace FunctionsExport.EndToEnd.Processes;

/// <summary>What Linux says about processes. A process that ended and waits to be collected does not count.</summary>
internal static class ProcessTable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static bool IsRunning(int pid) => Read(pid) is { State: not ("Z" or "X") };

    public static IReadOnlyList<int> ChildrenOf(int pid) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && Read(id) is { State: not ("Z" or "X") } entry && entry.Parent == pid),
    ];

    public static async Task WaitUntilGoneAsync(int pid)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (IsRunning(pid))
        {
            await Task.Delay(10, limit.Token);
        }
    }

    private static Entry? Read(int pid)
    {
        try
        {
            // pid (name) state parent …, where the name can hold anything.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new Entry(fields[0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private sealed record Entry(string State, int Parent);
}
