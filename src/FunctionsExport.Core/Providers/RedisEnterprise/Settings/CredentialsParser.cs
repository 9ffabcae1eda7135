using FunctionsExport.Configuration;

namespace FunctionsExport.Providers.RedisEnterprise.Settings;

/// <summary>Reads the credentials of a source and sees to it that they are of exactly one form.</summary>
internal static class CredentialsParser
{
    public const string FormKey = "Authentication";
    public const string UsernameKey = "Username";
    public const string PasswordKey = "Password";

    /// <summary>The credentials; null when they are missing or have faults.</summary>
    public static ClusterCredentials? Read(SettingsReader reader)
    {
        var text = reader.Text(FormKey);
        var hasCertificate = reader.Text(ClientCertificateParser.FileKey) is not null;
        var form = hasCertificate ? AuthenticationForm.ClientCertificate : AuthenticationForm.Basic;
        if (text is not null && !TryParse(text, out form))
        {
            reader.Fault(FormKey, $"must be one of {string.Join(", ", Enum.GetNames<AuthenticationForm>())}, but is '{text}'.");
            PassOverAll(reader);
            return null;
        }

        if (form == AuthenticationForm.ClientCertificate)
        {
            Refuse(reader, UsernameKey, form);
            Refuse(reader, PasswordKey, form);
            return ClientCertificateParser.Read(reader) is { } certificate
                ? new ClusterCredentials(form, null, certificate)
                : null;
        }

        Refuse(reader, ClientCertificateParser.FileKey, form);
        Refuse(reader, ClientCertificateParser.KeyFileKey, form);
        Refuse(reader, ClientCertificateParser.PasswordKey, form);
        return ReadUser(reader) is { } user ? new ClusterCredentials(form, user, null) : null;
    }

    // Enum.TryParse would take numbers as well.
    private static bool TryParse(string text, out AuthenticationForm form)
    {
        form = Enum.GetValues<AuthenticationForm>()
            .FirstOrDefault(f => string.Equals(f.ToString(), text, StringComparison.OrdinalIgnoreCase), (AuthenticationForm)(-1));
        return Enum.IsDefined(form);
    }

    private static BasicCredentials? ReadUser(SettingsReader reader)
    {
        var username = reader.RequiredText(
            UsernameKey, "the e-mail address of a cluster user with the role db_member, cluster_member or admin");
        var password = reader.RequiredSecret(PasswordKey, "that user's password");
        if (username is not null && username.Contains(':', StringComparison.Ordinal))
        {
            reader.Fault(UsernameKey, "must not contain a colon: Basic authentication cannot carry it.");
            return null;
        }

        return username is null || password is null ? null : new BasicCredentials(username, password);
    }

    private static void Refuse(SettingsReader reader, string key, AuthenticationForm form)
    {
        if (reader.Secret(key) is not null)
        {
            reader.Fault(
                key, $"has no place beside the authentication {form}; take it away, or choose another {reader.NameOf(FormKey)}.");
        }
    }

    private static void PassOverAll(SettingsReader reader)
    {
        string[] keys =
        [
            UsernameKey, PasswordKey,
            ClientCertificateParser.FileKey, ClientCertificateParser.KeyFileKey, ClientCertificateParser.PasswordKey,
        ];
        foreach (var key in keys)
        {
            reader.Secret(key);
        }
    }
}
