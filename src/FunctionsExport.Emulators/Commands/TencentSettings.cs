namespace FunctionsExport.Emulators.Commands;

/// <summary>The configuration file of the command <c>tencent</c>, in JSON.</summary>
internal sealed record TencentSettings
{
    public string SecretId { get; init; } = "AKIDemulated";

    public string SecretKey { get; init; } = "emulated-secret-key";

    /// <summary>The STS token that must come with the key; null for a permanent key.</summary>
    public string? Token { get; init; }

    /// <summary>The HTTPS port on 127.0.0.1; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>The plain HTTP port on 127.0.0.1; 0 for a free one.</summary>
    public int HttpPort { get; init; }

    /// <summary>Whether the APIs are answered on plain HTTP too.</summary>
    public bool AcceptPlainHttp { get; init; }

    /// <summary>How many seconds a backup takes at least.</summary>
    public double BackupSeconds { get; init; }

    /// <summary>How many seconds an export takes at least.</summary>
    public double ExportSeconds { get; init; }

    public IReadOnlyList<InstanceSettings> Instances { get; init; } = [];
}
