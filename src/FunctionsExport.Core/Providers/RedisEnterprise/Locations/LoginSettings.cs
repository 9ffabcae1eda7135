using FunctionsExport.Configuration;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>The user and the password at an FTP or SFTP server.</summary>
internal sealed class LoginSettings
{
    private const string UsernameKey = "Username";
    private const string PasswordKey = "Password";

    /// <summary>Null when none is set.</summary>
    public required string? Username { get; init; }

    /// <summary>Null when none is set.</summary>
    public required string? Password { get; init; }

    /// <summary>What must never be shown.</summary>
    public IReadOnlyList<string> Secrets => Password is null ? [] : [Password];

    /// <summary>Reads both; null, with the fault reported, when they do not fit.</summary>
    public static LoginSettings? Read(SettingsReader reader)
    {
        var username = reader.Text(UsernameKey);
        var password = reader.Secret(PasswordKey);
        if (username is null && password is not null)
        {
            reader.Fault(UsernameKey, $"is missing, while {reader.NameOf(PasswordKey)} is set; set it to the user's name.");
            return null;
        }

        if (username?.Any(char.IsControl) == true)
        {
            reader.Fault(UsernameKey, "must not have control characters.");
            return null;
        }

        if (password?.Any(char.IsControl) == true)
        {
            reader.Fault(PasswordKey, "must not have control characters; a line break at its end is often there by mistake.");
            return null;
        }

        return new LoginSettings { Username = username, Password = password };
    }
}
