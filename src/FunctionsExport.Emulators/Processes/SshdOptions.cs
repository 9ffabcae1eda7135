namespace FunctionsExport.Emulators.Processes;

/// <summary>How to start <see cref="Sshd"/>.</summary>
internal sealed class SshdOptions
{
    /// <summary>The largest file that can be uploaded, in bytes: as on a full disk, the rest is refused. Null for none.</summary>
    public long? FileSizeLimit { get; init; }

    /// <summary>Further lines of sshd_config; where a keyword is repeated the first one counts, which is ours.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>How long the server may take to listen.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(1);
}
