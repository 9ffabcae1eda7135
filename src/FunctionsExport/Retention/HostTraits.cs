namespace FunctionsExport.Retention;

/// <summary>What the app has to know of the host that runs it.</summary>
/// <param name="PurgesHistories">Whether it purges the histories of ended orchestrations by itself.</param>
public sealed record HostTraits(bool PurgesHistories);
