namespace FunctionsExport.Emulators.Processes;

/// <summary>What to start as a <see cref="ChildProcess"/>.</summary>
internal sealed class ChildProcessOptions
{
    /// <summary>Name for messages, such as <c>redis-server</c>.</summary>
    public required string Name { get; init; }

    /// <summary>A program on the PATH, or the path of one.</summary>
    public required string FileName { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The folder to start in; null for the current one.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables added to the environment of this process; a null value removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Called with each line that the process writes, of both streams; must be quick.</summary>
    public Action<string>? OnLine { get; init; }

    /// <summary>
    /// Whether the process is killed by the kernel when this one dies, however it dies (Linux with util-linux; elsewhere
    /// it then lives on until it is ended by hand).
    /// </summary>
    public bool DiesWithParent { get; init; } = true;
}
