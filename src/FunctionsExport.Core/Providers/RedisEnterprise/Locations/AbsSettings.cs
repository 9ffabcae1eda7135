using System.Text.RegularExpressions;
using Azure.Storage.Sas;
using FunctionsExport.Configuration;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>The settings of an export location in Azure Blob Storage.</summary>
internal sealed partial class AbsSettings
{
    private const string ContainerKey = "Container";
    private const string AccountNameKey = "AccountName";
    private const string AccountKeyKey = "AccountKey";
    private const string SasTokenKey = "SasToken";
    private const string MintSasKey = "MintSas";
    private const string SasPermissionsKey = "SasPermissions";
    private const string BlobServiceUriKey = "BlobServiceUri";
    private const string InPlaceKey = "InPlace";
    private const string DefaultPermissions = "cw";

    private AbsSettings(SettingsReader reader)
    {
        ContainerSetting = reader.NameOf(ContainerKey);
        BlobServiceUriSetting = reader.NameOf(BlobServiceUriKey);
        MintSasSetting = reader.NameOf(MintSasKey);
    }

    public required string Container { get; init; }

    public required string AccountName { get; init; }

    /// <summary>The account's key; null when there is none.</summary>
    public required string? AccountKey { get; init; }

    /// <summary>A SAS that is given, without a question mark; null when there is none.</summary>
    public required string? SasToken { get; init; }

    /// <summary>What a SAS is made from for each export; null when none is made.</summary>
    public required SasMinting? Minting { get; init; }

    /// <summary>The permissions of a SAS that is made.</summary>
    public required BlobContainerSasPermissions SasPermissions { get; init; }

    public required Uri BlobServiceUri { get; init; }

    public required string? ManagedIdentityClientId { get; init; }

    /// <summary>Without slashes at its ends; empty when there is none.</summary>
    public required string Subdir { get; init; }

    public required bool InPlace { get; init; }

    public required bool RemovesAfterFetch { get; init; }

    /// <summary>What must never be shown.</summary>
    public IReadOnlyList<string> Secrets => [.. new[] { AccountKey, SasToken, SignatureOf(SasToken) }.OfType<string>()];

    // The settings' full names, for messages.
    public string ContainerSetting { get; }

    public string BlobServiceUriSetting { get; }

    public string MintSasSetting { get; }

    /// <summary>Reads the settings; null when they have a fault.</summary>
    public static AbsSettings? Read(SettingsReader reader)
    {
        var container = reader.RequiredText(ContainerKey, "the container's name");
        var account = reader.RequiredText(AccountNameKey, "the storage account's name");
        var key = reader.Secret(AccountKeyKey);
        var token = reader.Secret(SasTokenKey)?.Trim().TrimStart('?');
        var minting = ReadMinting(reader);
        var permissions = ReadPermissions(reader, minting);
        var service = ReadServiceUri(reader, account);
        var identity = reader.Text("ManagedIdentityClientId");
        var inPlace = reader.Flag(InPlaceKey, defaultValue: false);
        var removes = reader.Flag(LocationSettings.RemoveAfterFetchKey, defaultValue: false);
        var subdir = LocationSettings.ReadSubdir(reader);
        CheckNames(reader, container, account);
        CheckCredentials(reader, key, token, minting);
        if (minting == SasMinting.Identity && service?.Scheme == Uri.UriSchemeHttp)
        {
            reader.Fault(BlobServiceUriKey, "must begin with https:// where the app's identity is used.");
        }

        if (inPlace && removes)
        {
            reader.Fault(
                LocationSettings.RemoveAfterFetchKey,
                $"cannot be used together with {reader.NameOf(InPlaceKey)}, which keeps the files where they are; remove one.");
        }

        return reader.HasFaults
            ? null
            : new AbsSettings(reader)
            {
                Container = container!,
                AccountName = account!,
                AccountKey = key,
                SasToken = token,
                Minting = minting,
                SasPermissions = permissions,
                BlobServiceUri = service!,
                ManagedIdentityClientId = identity,
                Subdir = subdir,
                InPlace = inPlace,
                RemovesAfterFetch = removes,
            };
    }

    private static SasMinting? ReadMinting(SettingsReader reader) => reader.OneOf<SasMinting?>(
        MintSasKey,
        defaultValue: null,
        (nameof(SasMinting.Identity), SasMinting.Identity),
        (nameof(SasMinting.AccountKey), SasMinting.AccountKey));

    private static BlobContainerSasPermissions ReadPermissions(SettingsReader reader, SasMinting? minting)
    {
        var text = reader.Text(SasPermissionsKey);
        if (text is not null && minting is null)
        {
            reader.Fault(SasPermissionsKey, $"is of use with {reader.NameOf(MintSasKey)} only; remove it, or set that.");
        }

        BlobContainerSasPermissions permissions = default;
        foreach (var letter in text ?? DefaultPermissions)
        {
            var permission = letter switch
            {
                'r' => BlobContainerSasPermissions.Read,
                'a' => BlobContainerSasPermissions.Add,
                'c' => BlobContainerSasPermissions.Create,
                'w' => BlobContainerSasPermissions.Write,
                'l' => BlobContainerSasPermissions.List,
                _ => default,
            };
            if (permission == default)
            {
                reader.Fault(
                    SasPermissionsKey, $"must consist of the letters r, a, c, w, l (read, add, create, write, list), but is '{text}'.");
                break;
            }

            permissions |= permission;
        }

        return permissions;
    }

    private static Uri? ReadServiceUri(SettingsReader reader, string? account)
    {
        var text = reader.Text(BlobServiceUriKey);
        if (text is null)
        {
            return account is null || !AccountNamePattern().IsMatch(account)
                ? null
                : new Uri($"https://{account}.blob.core.windows.net");
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && uri.Query.Length == 0
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)))
        {
            return uri;
        }

        reader.Fault(
            BlobServiceUriKey,
            "must be the account's https address such as https://account.blob.core.windows.net, without a SAS; http is for this machine "
            + "only.");
        return null;
    }

    private static void CheckNames(SettingsReader reader, string? container, string? account)
    {
        if (container is not null && !ContainerNamePattern().IsMatch(container))
        {
            reader.Fault(
                ContainerKey,
                $"must be a container name (3 to 63 lower-case letters, digits and single hyphens), but is '{container}'.");
        }

        if (account is not null && !AccountNamePattern().IsMatch(account))
        {
            reader.Fault(
                AccountNameKey, $"must be a storage account's name (3 to 24 lower-case letters and digits), but is '{account}'.");
        }
    }

    private static void CheckCredentials(SettingsReader reader, string? key, string? token, SasMinting? minting)
    {
        if (key is not null && !Convert.TryFromBase64String(key, new byte[key.Length], out _))
        {
            reader.Fault(AccountKeyKey, "is not a storage account's key, which is Base64; copy it from the account's access keys.");
        }

        if (token is not null && (SignatureOf(token) is null || token.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))))
        {
            reader.Fault(SasTokenKey, "is not a SAS token, which has the form sv=…&sig=…; copy the token and not the address.");
        }

        var (mint, one) = (reader.NameOf(MintSasKey), "set exactly one of them");
        switch (key is not null, token is not null, minting)
        {
            case (true, true, _):
                reader.Fault(SasTokenKey, $"cannot be used together with {reader.NameOf(AccountKeyKey)}; {one}.");
                break;
            case (_, true, not null):
                reader.Fault(SasTokenKey, $"cannot be used together with {mint}, which makes one for each export; {one}.");
                break;
            case (true, _, SasMinting.Identity):
                reader.Fault(AccountKeyKey, $"cannot be used together with {mint} set to {nameof(SasMinting.Identity)}; {one}.");
                break;
            case (false, _, SasMinting.AccountKey):
                reader.Fault(AccountKeyKey, $"is missing, while {mint} is set to {nameof(SasMinting.AccountKey)}; set it to the key.");
                break;
            case (false, false, null):
                reader.Fault(
                    AccountKeyKey, $"is missing; set it, or {reader.NameOf(SasTokenKey)}, or {mint} to make a SAS for each export.");
                break;
        }
    }

    private static string? SignatureOf(string? token)
    {
        var signature = token?.Split('&').FirstOrDefault(p => p.StartsWith("sig=", StringComparison.Ordinal))?[4..];
        return string.IsNullOrEmpty(signature) ? null : Uri.UnescapeDataString(signature);
    }

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){2,62}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex ContainerNamePattern();

    [GeneratedRegex("^[a-z0-9]{3,24}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex AccountNamePattern();
}
