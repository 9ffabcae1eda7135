using FunctionsExport.Providers.TencentCrs.Api;
using FunctionsExport.Providers.TencentCrs.Flow;

namespace FunctionsExport.Providers.TencentCrs.Backups;

/// <summary>Asks for what was planned.</summary>
internal sealed class StageStarts(CrsClient api, BackupFaults faults)
{
    /// <summary>Sends a stage's request, where it has one.</summary>
    public async Task<StageReceipt> StartAsync(StageIntent intent, CancellationToken cancellationToken) => intent.Kind switch
    {
        StageKind.Backup => new StageReceipt(await api.BackupAsync(intent.Remark!, cancellationToken)),
        StageKind.Export => await ExportAsync(intent.BackupId!, cancellationToken),
        _ => new StageReceipt(),
    };

    private async Task<StageReceipt> ExportAsync(string backupId, CancellationToken cancellationToken)
    {
        var answer = await api.ExportAsync(backupId, cancellationToken);
        return answer.Kind switch
        {
            ExportAnswerKind.Accepted => new StageReceipt(answer.TaskId),
            ExportAnswerKind.NotACluster => new StageReceipt(Found: StageKind.Direct),
            _ => new StageReceipt(Found: await ReadAgainAsync(backupId, cancellationToken)),
        };
    }

    /// <summary>What a refusal for the backup's status means: somebody else exports it, or has, or it is no longer kept.</summary>
    private async Task<StageKind> ReadAgainAsync(string backupId, CancellationToken cancellationToken)
    {
        var backup = BackupSelection.ById(await ListAsync(cancellationToken), backupId);
        return backup?.Status switch
        {
            BackupStatus.Exporting => StageKind.Await,
            BackupStatus.Exported => StageKind.Direct,
            null => throw new ExportFaultException(faults.NotListed(backupId)),
            _ => throw new ExportFaultException(BackupPlans.FaultOf(backup)),
        };
    }

    private async Task<IReadOnlyList<RedisBackup>> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await api.ListBackupsAsync(cancellationToken);
        }
        catch (ExportFaultException e)
        {
            // The fate is that of the request to export, which was refused.
            throw new ExportFaultException(e.Fault, RequestFate.Answered, e);
        }
    }
}
