using FunctionsExport.Emulators.Tencent.Backups;
using FunctionsExport.Emulators.Tencent.Signing;

namespace FunctionsExport.Emulators.Tencent;

/// <summary>
/// What the documentation of the service, whichever API is used, leaves open; the defaults are the likely ones. Can be set while the
/// emulator runs.
/// </summary>
internal sealed class ServiceSwitches
{
    /// <summary>How far a signature's time may be from the service's: 5 minutes by the product's page, 2 hours by older ones.</summary>
    public TimeSpan ClockWindow { get; set; } = TimeSpan.FromMinutes(5);

    public NonceScope Nonces { get; set; }

    /// <summary>Whether the APIs are answered on plain HTTP too; the service refuses it.</summary>
    public bool AcceptPlainHttp { get; set; }

    public BackupIdForm BackupIds { get; set; }

    /// <summary>Whether a finished backup stays in status 1 until a test changes it; assumed not to.</summary>
    public bool NewBackupsStayLocked { get; set; }

    /// <summary>The status that a failed export leaves; assumed to be that of before.</summary>
    public BackupStatus StatusAfterFailedExport { get; set; } = BackupStatus.Normal;

    /// <summary>How long after an export a backup is back in status 2; null for never, as assumed.</summary>
    public TimeSpan? ExportLifetime { get; set; }

    /// <summary>How long backups are kept that say nothing else.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(7);
}
