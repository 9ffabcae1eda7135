namespace FunctionsExport.Configuration;

/// <summary>The Blob Storage account that takes exports, and the two containers in it.</summary>
/// <param name="ConnectionString">A connection string, or null when <paramref name="BlobServiceUri"/> is used.</param>
/// <param name="BlobServiceUri">The account's blob endpoint, used with the app's identity; null with a connection string.</param>
/// <param name="ManagedIdentityClientId">Which user-assigned identity to use; null for the default one.</param>
/// <param name="Container">Takes exported files and manifests. What is written there is never changed.</param>
/// <param name="StateContainer">
/// Takes the database locks and the records of running exports, which do change; apart, so that the first may be immutable.
/// </param>
public sealed record DestinationSettings(
    string? ConnectionString,
    Uri? BlobServiceUri,
    string? ManagedIdentityClientId,
    string Container,
    string StateContainer);
