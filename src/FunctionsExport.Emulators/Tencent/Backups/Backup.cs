namespace FunctionsExport.Emulators.Tencent.Backups;

/// <summary>A backup, as it is now.</summary>
internal sealed record Backup
{
    /// <summary>An opaque name.</summary>
    public required string Id { get; init; }

    public required string InstanceId { get; init; }

    /// <summary>Whether the service made it by its schedule.</summary>
    public bool Automatic { get; init; }

    public string Remark { get; init; } = "";

    public BackupStatus Status { get; init; }

    public DateTimeOffset StartTime { get; init; }

    /// <summary>When it was finished; null before.</summary>
    public DateTimeOffset? EndTime { get; init; }

    public DateTimeOffset ExpireTime { get; init; }

    /// <summary>When its export ended; null without one.</summary>
    public DateTimeOffset? ExportedTime { get; init; }

    /// <summary>API v2's and API 3.0's <c>locked</c>; nothing in the emulator sets it.</summary>
    public bool Locked { get; init; }

    public bool Encrypted { get; init; }

    /// <summary>Its files; null until it is finished.</summary>
    public BackupFiles? Files { get; init; }
}
