using FunctionsExport.Emulators.Tencent.Journal;

namespace FunctionsExport.Emulators.Tencent.Downloads;

/// <summary>Where files are downloaded.</summary>
/// <param name="Network">Which of the two networks.</param>
/// <param name="Root">Scheme, host and port, without a slash at the end.</param>
internal sealed record DownloadAddress(TencentService Network, string Root);
