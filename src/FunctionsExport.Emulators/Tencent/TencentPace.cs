namespace FunctionsExport.Emulators.Tencent;

/// <summary>How long tasks take at least, by the emulator's clock.</summary>
/// <param name="Waiting">Time from acceptance until a task runs.</param>
/// <param name="Backup">How long a backup then runs.</param>
/// <param name="Export">How long an export then runs.</param>
internal sealed record TencentPace(TimeSpan Waiting, TimeSpan Backup, TimeSpan Export)
{
    /// <summary>As fast as redis-server saves.</summary>
    public static readonly TencentPace Immediate = new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
}
