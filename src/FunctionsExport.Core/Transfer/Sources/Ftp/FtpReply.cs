namespace FunctionsExport.Transfer.Sources.Ftp;

/// <summary>A reply on the control connection (RFC 959 §4.2).</summary>
/// <param name="Code">100 to 599.</param>
/// <param name="Lines">The texts of its lines, without the codes of the first and the last.</param>
internal sealed record FtpReply(int Code, IReadOnlyList<string> Lines)
{
    /// <summary>1yz: more follows.</summary>
    public bool IsPreliminary => Code < 200;

    /// <summary>2yz: done.</summary>
    public bool IsDone => Code is >= 200 and < 300;

    /// <summary>4yz: not now.</summary>
    public bool IsTransient => Code is >= 400 and < 500;

    /// <summary>The command is not known or not implemented.</summary>
    public bool IsUnknownCommand => Code is 500 or 502 or 504;

    /// <summary>Whether the server speaks of the TLS session: it demands that the data connection resume the control connection's.</summary>
    public bool IsAboutSessionReuse => Code >= 400
        && Lines.Any(l => l.Contains("session reuse", StringComparison.OrdinalIgnoreCase)
            || l.Contains("reuse SSL session", StringComparison.OrdinalIgnoreCase)
            || l.Contains("session resum", StringComparison.OrdinalIgnoreCase));
}
