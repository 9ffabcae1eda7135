namespace FunctionsExport.Providers.TencentCrs.Backups;

/// <summary>The types of tasks, as the list of tasks is asked for them.</summary>
internal static class TaskTypes
{
    public const string Backup = "task_backupInstance";

    public const string Export = "task_exportBackup";
}
