namespace FunctionsExport.Emulators.Tencent.Backups;

/// <summary>The files of a finished backup.</summary>
/// <param name="Shards">One file a shard, in slot order: what API 3.0 gives.</param>
/// <param name="Whole">All shards in one file: what API v2 gives.</param>
internal sealed record BackupFiles(IReadOnlyList<BackupFile> Shards, BackupFile Whole);
