namespace FunctionsExport.Configuration;

/// <summary>What reading the settings has found: faults, each with its setting's name, and the values that are secret.</summary>
public sealed class SettingsReport
{
    private readonly List<string> _faults = [];
    private readonly HashSet<string> _secrets = new(StringComparer.Ordinal);

    /// <summary>The faults, one sentence each, beginning with the setting's name.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The values of secret settings.</summary>
    public IReadOnlyCollection<string> Secrets => _secrets;

    /// <summary>Adds a fault.</summary>
    public void Add(string setting, string fault) => _faults.Add($"{setting} {fault}");

    /// <summary>Adds a secret value.</summary>
    public void AddSecret(string value) => _secrets.Add(value);

    /// <summary>Adds a connection string and, each by itself, the secrets in it.</summary>
    public void AddSecretConnectionString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        AddSecret(value);
        foreach (var part in value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, secret) = (part.Split('=')[0], part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            if (name is "AccountKey" or "SharedAccessSignature")
            {
                AddSecret(secret);
            }
        }
    }

    /// <summary>A scrubber that knows every secret read so far.</summary>
    public SecretScrubber CreateScrubber() => new(_secrets);
}
