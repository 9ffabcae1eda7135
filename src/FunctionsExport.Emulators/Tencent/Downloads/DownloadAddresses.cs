namespace FunctionsExport.Emulators.Tencent.Downloads;

/// <summary>Where files are downloaded, from within the provider's network and from without.</summary>
internal sealed record DownloadAddresses(DownloadAddress Intranet, DownloadAddress Extranet);
