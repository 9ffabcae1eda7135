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
        var clientId = settings.Text("ManagedIdentityClientId") ?? configuration[$"{HostConnection}:clientId"];
        if (connectionString is not null && blobServiceUri is not null)
        {
            settings.Fault("BlobServiceUri", $"cannot be used together with {settings.NameOf("ConnectionString")}; remove one.");
        }

        if (connectionString is null && blobServiceUri is null)
        {
            connectionString = HostConnectionString();
            blobServiceUri = connectionString is null ? HostBlobServiceUri() : null;
        }

        if (connectionString is null && blobServiceUri is null && !settings.HasFaults)
        {
            settings.Fault(
                "ConnectionString",
                $"is missing; set it, or {settings.NameOf("BlobServiceUri")}, or {HostConnection}, to a storage account.");
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

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback) && uri.Query.Length == 0 && uri.UserInfo.Length == 0)
        {
            return uri;
        }

        settings.Fault("BlobServiceUri", "must be an https address such as https://account.blob.core.windows.net, without a SAS.");
        return null;
    }

    private string? HostConnectionString()
    {
        var value = configuration[HostConnection] ?? configuration[$"ConnectionStrings:{HostConnection}"];
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        if (!IsConnectionString(value))
        {
            report.Add(HostConnection, "is not a storage connection string; locally, use UseDevelopmentStorage=true.");
        }

        report.AddSecretConnectionString(value);
        return value;
    }

    private Uri? HostBlobServiceUri()
    {
        var account = configuration[$"{HostConnection}:accountName"];
        var text = configuration[$"{HostConnection}:blobServiceUri"]
            ?? (string.IsNullOrWhiteSpace(account) ? null : $"https://{account}.blob.core.windows.net");
        if (text is null)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            report.Add($"{HostConnection}__blobServiceUri", "must be an https address.");
        }

        return uri;
    }

    private static bool IsConnectionString(string value)
    {
        try
        {
            _ = new BlobServiceClient(value);
            return true;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or IndexOutOfRangeException)
        {
            return false;
        }
    }

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){2,62}$", RegexOptions.CultureInvariant)]
    private static partial Regex ContainerName();
}
