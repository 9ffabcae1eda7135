namespace FunctionsExport.Emulators.Processes;

/// <summary>How to start <see cref="Azurite"/>.</summary>
internal sealed class AzuriteOptions
{
    /// <summary>The folder with Azurite's <c>node_modules</c>; null for <c>tools/azurite</c> above the program.</summary>
    public string? Folder { get; init; }

    /// <summary>The port; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The certificate to serve HTTPS with; null for HTTP. With HTTPS it takes bearer tokens too: it reads them without checking who
    /// signed them.
    /// </summary>
    public LoopbackCertificate? Certificate { get; init; }

    /// <summary>How long Azurite may take to listen.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(1);
}
