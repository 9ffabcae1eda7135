using FunctionsExport.Emulators.Tencent.Backups;
using FunctionsExport.Emulators.Tencent.Journal;

namespace FunctionsExport.Emulators.Tencent.Downloads;

/// <summary>What a URL gives access to.</summary>
/// <param name="File">The file.</param>
/// <param name="Network">Where the URL is good.</param>
/// <param name="Expires">Until when.</param>
internal sealed record DownloadGrant(BackupFile File, TencentService Network, DateTimeOffset Expires);
