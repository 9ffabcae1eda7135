namespace FunctionsExport.Emulators.Processes;

/// <summary>How to start <see cref="S3Server"/>.</summary>
internal sealed class S3ServerOptions
{
    public string AccessKeyId { get; init; } = "EMULATOR";

    public string SecretAccessKey { get; init; } = "s3-secret";

    /// <summary>The buckets that are there from the start.</summary>
    public IReadOnlyList<string> Buckets { get; init; } = ["exports"];

    /// <summary>The folder with the server's <c>node_modules</c>; null for <c>tools/s3server</c> above the program.</summary>
    public string? Folder { get; init; }

    /// <summary>The port; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>The largest object, in bytes: a larger one is refused as on a full disk. Null for none.</summary>
    public long? ObjectSizeLimit { get; init; }

    /// <summary>How long the server may take to listen.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(1);
}
