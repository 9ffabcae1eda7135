using System.Text.RegularExpressions;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;

namespace FunctionsExport.Configuration;

/// <summary>
/// Reads where exports are kept. What is not set is taken from the connection that the Functions host itself uses,
/// <c>AzureWebJobsStorage</c>: a connection string, or <c>__accountName</c> or <c>__blobServiceUri</c> with an identity.
/// </summary>
internal sealed partial class DestinationSettingsReader(IConfiguration configuration, SettingsReport report)
{
    private const string HostConnection = "AzureWebJobsStorage";

    private const string BlobServiceUriFault =
        "must be an https address such as https://account.blob.core.windows.net, without a SAS.";

    /// <returns>The settings; null when they have faults.</returns>
    public DestinationSettings? Read(SettingsReader settings)
    {
        var container = ReadContainer(settings, "Container", "exports");
        var stateContainer = ReadContainer(settings, "StateContainer", "exports-state");
        if (container == stateContainer)
        {
            settings.Fault("StateContainer", $"must differ from {settings.NameOf("Container")}, but both are '{container}'.");
        }

        var connectionString = ReadConnectionString(settings);
        var blobServiceUri = ReadBlobServiceUri(settings);
        var clientId = settings.Text("ManagedIdentityClientId") ?? HostText("clientId");
        if (connectionString is not null && blobServiceUri is not null)
        {
            settings.Fault("BlobServiceUri", $"cannot be used together with {settings.NameOf("ConnectionString")}; remove one.");
        }

        // Where either is set, good or faulty, the host's own connection is not meant.
        if (settings.Text("ConnectionString") is null && settings.Text("BlobServiceUri") is null)
        {
            (connectionString, blobServiceUri) = ReadHostConnection(settings);
        }

        return settings.HasFaults
            ? null
            : new DestinationSettings(connectionString, blobServiceUri, clientId, container, stateContainer);
    }

    private static string ReadContainer(SettingsReader settings, string key, string defaultValue)
    {
        var name = settings.Text(key) ?? defaultValue;
        if (!ContainerName().IsMatch(name))
        {
            settings.Fault(
                key,
                $"must be a container name (3 to 63 lower-case letters, digits and single hyphens), but is '{name}'.");
        }

        return name;
    }

    private string? ReadConnectionString(SettingsReader settings)
    {
        var value = settings.Secret("ConnectionString");
        if (value is not null)
        {
            report.AddSecretConnectionString(value);
            if (!IsConnectionString(value))
            {
                settings.Fault("ConnectionString", "is not a storage connection string; copy it from the account's access keys.");
            }
        }

        return value;
    }

    private static Uri? ReadBlobServiceUri(SettingsReader settings)
    {
        var text = settings.Text("BlobServiceUri");
        if (text is null)
        {
            return null;
        }

        if (ParseBlobServiceUri(text) is { } uri)
        {
            return uri;
        }

        settings.Fault("BlobServiceUri", BlobServiceUriFault);
        return null;
    }

    private (string? ConnectionString, Uri? BlobServiceUri) ReadHostConnection(SettingsReader settings)
    {
        var connectionString = Blank(configuration[HostConnection]) ?? Blank(configuration[$"ConnectionStrings:{HostConnection}"]);
        if (connectionString is not null)
        {
            report.AddSecretConnectionString(connectionString);
            if (!IsConnectionString(connectionString))
            {
                report.Add(HostConnection, "is not a storage connection string; locally, use UseDevelopmentStorage=true.");
            }

            return (connectionString, null);
        }

        var (key, uri) = (HostText("blobServiceUri"), HostText("accountName")) switch
        {
            ({ } given, _) => ("blobServiceUri", given),
            (null, { } account) => ("accountName", $"https://{account}.blob.core.windows.net"),
            _ => (null, null),
        };
        if (uri is null)
        {
            settings.Fault(
                "ConnectionString",
                $"is missing; set it, or {settings.NameOf("BlobServiceUri")}, or {HostConnection}, to a storage account.");
            return (null, null);
        }

        var parsed = ParseBlobServiceUri(uri);
        if (parsed is null)
        {
            report.Add($"{HostConnection}__{key}", key == "accountName" ? "is not a storage account's name." : BlobServiceUriFault);
        }

        return (null, parsed);
    }

    private string? HostText(string key) => Blank(configuration[$"{HostConnection}:{key}"]);

    private static string? Blank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static Uri? ParseBlobServiceUri(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttps
        && uri.Query.Length == 0 && uri.UserInfo.Length == 0
            ? uri
            : null;

    private static bool IsConnectionString(string value)
    {
        try
        {
            _ = new BlobServiceClient(value);
            return true;
        }
        catch (Exception)
        {
            // The client alone knows the form. It throws exceptions of many kinds, one where the string has no blob endpoint that
            // it has not meant to.
            return false;
        }
    }

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){2,62}$", RegexOptions.CultureInvariant)]
    private static partial Regex ContainerName();
}
