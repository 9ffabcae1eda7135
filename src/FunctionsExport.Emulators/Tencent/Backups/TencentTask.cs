using FunctionsExport.Emulators.Tencent.Faults;

namespace FunctionsExport.Emulators.Tencent.Backups;

/// <summary>A task: what it does and how far it is. Its state is guarded by <see cref="Workflows"/>.</summary>
internal sealed class TencentTask
{
    public required long Id { get; init; }

    public required TaskKind Kind { get; init; }

    public required string InstanceId { get; init; }

    public required string BackupId { get; init; }

    public required DateTimeOffset Accepted { get; init; }

    public required TimeSpan Waiting { get; init; }

    /// <summary>How long it runs after it has waited.</summary>
    public required TimeSpan Duration { get; init; }

    public required TaskFault Fault { get; init; }

    /// <summary>What is really done meanwhile; gives the backup's files.</summary>
    public required Task<BackupFiles> Work { get; init; }

    /// <summary>The last state; null while it waits or runs.</summary>
    public TaskState? End { get; set; }

    public DateTimeOffset? EndTime { get; set; }

    /// <summary>What went wrong, or empty.</summary>
    public string Message { get; set; } = "";

    /// <summary>Whether it could end now, as far as pace and work go.</summary>
    public bool IsDue(DateTimeOffset now) =>
        End is null && !Fault.NeverEnds && Work.IsCompleted && now >= Accepted + Waiting + Duration;

    public TaskState StateAt(DateTimeOffset now) =>
        End ?? (now < Accepted + Waiting ? TaskState.Waiting : TaskState.Running);

    /// <summary>Progress in percent, at most 99 before the end.</summary>
    public int ProgressAt(DateTimeOffset now)
    {
        if (End is not null)
        {
            return End == TaskState.Succeeded ? 100 : 0;
        }

        var share = Duration > TimeSpan.Zero ? Math.Clamp((now - Accepted - Waiting) / Duration, 0, 1) : 0;
        return Math.Min((int)(share * 100), 99);
    }
}
