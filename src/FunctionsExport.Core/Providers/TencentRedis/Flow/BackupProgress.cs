using FunctionsExport.Providers.TencentRedis.Api.Messages;

namespace FunctionsExport.Providers.TencentRedis.Flow;

/// <summary>What a backup's status means for an export of it.</summary>
internal static class BackupProgress
{
    /// <summary>How an export of the backup stands.</summary>
    public static ExportProgress Of(RedisBackup backup)
    {
        ArgumentNullException.ThrowIfNull(backup);
        return backup.Status switch
        {
            2 or 4 => new ExportProgress(ProviderState.Succeeded, 100),
            1 or 3 => new ExportProgress(ProviderState.Exporting),
            -1 => new ExportProgress(ProviderState.Failed, Fault: Expired),
            -2 => new ExportProgress(ProviderState.Failed, Fault: Gone),
            _ => throw new ExportFaultException(new ExportFault(
                FaultCodes.UnexpectedAnswer,
                "Tencent Cloud reports a status of the backup that this version of the app does not know. Look at the backup in the "
                + "console, and upgrade this app.",
                ProviderCode: backup.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        };
    }

    /// <summary>The fault of a backup that is kept no more.</summary>
    public static ExportFault Expired { get; } = new(
        FaultCodes.BackupExpired, "The backup has expired: Tencent Cloud does not keep it any more. Take a newer one.");

    /// <summary>The fault of a backup that was deleted.</summary>
    public static ExportFault Gone { get; } = new(
        FaultCodes.BackupNotFound, "The backup was deleted, or is not listed any more. Take another one.");
}
