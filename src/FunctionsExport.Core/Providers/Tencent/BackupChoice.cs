namespace FunctionsExport.Providers.Tencent;

/// <summary>Which backup an export takes.</summary>
/// <param name="First">Whether a backup is made first, and that one is taken.</param>
/// <param name="BackupId">The one that is taken; null for the newest.</param>
/// <param name="MaxAge">How long ago the newest may have begun; null for any time.</param>
internal sealed record BackupChoice(bool First, string? BackupId, TimeSpan? MaxAge);
