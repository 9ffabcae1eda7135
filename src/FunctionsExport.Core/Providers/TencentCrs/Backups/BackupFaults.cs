using System.Globalization;
using FunctionsExport.Providers.TencentCrs.Api;
using FunctionsExport.Providers.TencentCrs.Settings;

namespace FunctionsExport.Providers.TencentCrs.Backups;

/// <summary>Why a backup cannot be taken.</summary>
internal sealed class BackupFaults(TencentCrsSettings settings)
{
    private static readonly TimeSpan LockedWait = TimeSpan.FromSeconds(30);

    /// <summary>The one that was named is not in the list.</summary>
    public ExportFault NotListed(string backupId) => new(
        FaultCodes.BackupNotFound,
        $"The instance has no backup {backupId}; backups are kept 7 days."
        + (settings.Backup.BackupId is null ? " Start a new export." : $" Check {settings.BackupIdSetting}."));

    /// <summary>There is none to choose from.</summary>
    public ExportFault None => new(
        FaultCodes.BackupNotFound,
        $"The instance has no complete backup. Set {settings.BackupFirstSetting} to true to have one made, or turn its daily backup on in "
        + "the console.");

    /// <summary>The newest is too old.</summary>
    public ExportFault TooOld(DateTimeOffset startedAt) => new(
        FaultCodes.BackupNotFound,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The instance's newest complete backup is of {startedAt:yyyy-MM-dd HH:mm:ss} UTC, older than {settings.MaxBackupAgeSetting} allows. ")
        + $"Raise that, or set {settings.BackupFirstSetting} to true to have a backup made.");

    /// <summary>It is no longer kept.</summary>
    public static ExportFault Expired(string backupId) => new(
        FaultCodes.BackupExpired, $"The backup {backupId} has expired, or was removed. Start a new export, of a newer one.");

    /// <summary>Another workflow has it.</summary>
    public static ExportFault Locked(string backupId) => new(
        FaultCodes.DatabaseBusy,
        $"The backup {backupId} is locked by another workflow, such as the one that makes it. Wait until that has ended.",
        Retry: true,
        LockedWait);

    /// <summary>Its status allows neither an export nor a download.</summary>
    public static ExportFault StatusInvalid(RedisBackup backup) => new(
        FaultCodes.BackupStatusInvalid,
        $"Tencent Cloud refuses the backup {backup.Id} for its status, {(int)backup.Status}. Look at the instance's backups in the console.",
        Retry: true,
        LockedWait);

    /// <summary>The task that was to make it has failed.</summary>
    public static ExportFault BackupFailed(TaskState? state) => new(
        FaultCodes.ExportFailed,
        "Tencent Cloud could not make the backup. Look at the instance's tasks in the console; its memory or a workflow may be in the way.",
        ProviderCode: CodeOf(state));

    /// <summary>The task that was to export it has failed.</summary>
    public static ExportFault ExportFailed(TaskState? state) => new(
        FaultCodes.ExportFailed,
        "Tencent Cloud could not export the backup. Look at the instance's tasks in the console, and export again.",
        ProviderCode: CodeOf(state));

    /// <summary>Somebody else's export of it has ended without success.</summary>
    public static ExportFault OtherExportFailed(string backupId) => new(
        FaultCodes.ExportFailed,
        $"The export of the backup {backupId} that somebody else had started ended without success. Start a new one.");

    private static string? CodeOf(TaskState? state) =>
        state is null ? null : "task status " + ((int)state).ToString(CultureInfo.InvariantCulture);
}
