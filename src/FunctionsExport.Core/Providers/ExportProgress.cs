namespace FunctionsExport.Providers;

/// <summary>A provider's answer to the question how an export stands.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Percent">0 to 100; null when the provider does not say.</param>
/// <param name="Fault">Why it failed; set exactly when <paramref name="State"/> is <see cref="ProviderState.Failed"/>.</param>
public sealed record ExportProgress(ProviderState State, double? Percent = null, ExportFault? Fault = null);
