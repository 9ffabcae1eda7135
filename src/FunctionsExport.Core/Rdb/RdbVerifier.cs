namespace FunctionsExport.Rdb;

/// <summary>
/// Proves an RDB file while its bytes pass: checksum and structure, in one go, in pieces of any size, with memory that does not
/// depend on the file. Not for several threads at once.
/// </summary>
internal sealed class RdbVerifier
{
    // Walked over while the processor still has them from computing the checksum.
    private const int Chunk = 64 * 1024;

    private const int FirstVersionWithChecksum = 5;
    private const int ShortestEnd = 1 + RdbChecksum.RecordedBytes;
    private const int ShortestFile = 9 + ShortestEnd;

    private readonly RdbWalk _walk = new();
    private readonly RdbChecksum _checksum = new();
    private long _length;

    /// <summary>Whether the file is already known to be bad; further bytes do not change the fault.</summary>
    public bool HasFault => _walk.Fault is not null;

    private bool HasChecksum => _walk.Version >= FirstVersionWithChecksum;

    /// <summary>Takes the bytes that follow. Pieces of 64 KiB and more are the fastest.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        _length += bytes.Length;
        while (!bytes.IsEmpty && !HasFault)
        {
            var chunk = bytes[..(_walk.IsOver ? bytes.Length : Math.Min(bytes.Length, Chunk))];
            _checksum.Append(chunk);
            _walk.Append(chunk);
            bytes = bytes[chunk.Length..];
        }
    }

    /// <summary>Ends the file and says what was found. Call it once, after the last byte.</summary>
    public RdbReport Complete()
    {
        var unknown = _walk.Unknown;
        var fault = _walk.Fault ?? (unknown is null ? CheckEnd() : null);
        if (fault is not null && _walk.IsNewer)
        {
            // The format may have changed in ways that make it look like a fault.
            unknown = new RdbUnknown(fault.Offset, RdbUnknownKind.Version, _walk.Version!.Value);
            fault = null;
        }

        var isWalked = fault is null;
        ulong? recorded = isWalked && HasChecksum && _length >= ShortestFile ? _checksum.Recorded : null;
        if (isWalked && HasChecksum)
        {
            fault = CheckChecksum(recorded, unknown is not null);
        }

        return new RdbReport
        {
            Format = _walk.Format,
            Version = _walk.Version,
            Length = _length,
            Fault = fault,
            Proof = fault is not null ? Proof.None : ProofOf(isComplete: unknown is null, recorded is not (null or 0)),
            Checksum = !isWalked ? 0 : HasChecksum ? _checksum.BeforeRecorded : _checksum.OfAll,
            RecordedChecksum = recorded,
            Unknown = unknown,
            Aux = _walk.Tally.Aux,
            Databases = _walk.Tally.ReportDatabases(),
            Keys = _walk.Tally.Keys,
            KeysWithExpiry = _walk.Tally.KeysWithExpiry,
            BiggestKey = _walk.Tally.ReportBiggest(),
            Functions = _walk.Tally.Functions,
            Modules = _walk.Tally.ReportModules(),
        };
    }

    private static Proof ProofOf(bool isComplete, bool isChecksumRight) => (isComplete, isChecksumRight) switch
    {
        (true, true) => Proof.Full,
        (true, false) => Proof.Structure,
        (false, true) => Proof.Checksum,
        (false, false) => Proof.None,
    };

    private RdbFault? CheckEnd()
    {
        if (_walk.End is not { } end)
        {
            return new RdbFault(_length, _walk.Missing(), "the end of the file");
        }

        end += HasChecksum ? RdbChecksum.RecordedBytes : 0;
        return (_length - end) switch
        {
            < 0 => new RdbFault(_length, $"{end - _length} more bytes of the checksum", "the end of the file"),
            > 0 => new RdbFault(end, "the end of the file", $"{_length - end} more bytes"),
            _ => null,
        };
    }

    private RdbFault? CheckChecksum(ulong? recorded, bool isUnknown)
    {
        if (recorded is null)
        {
            return new RdbFault(_length, "opcode 255 and a checksum of 8 bytes", "the end of the file");
        }

        if (recorded == 0)
        {
            // Without a checksum, that much can be told of an end that was not walked to.
            return isUnknown && _checksum.LastOpcode != RdbLayouts.EndOfFile
                ? new RdbFault(_length - ShortestEnd, "opcode 255 before the checksum", $"byte 0x{_checksum.LastOpcode:x2}")
                : null;
        }

        var computed = _checksum.BeforeRecorded;
        return computed == recorded
            ? null
            : new RdbFault(_length - RdbChecksum.RecordedBytes, $"checksum 0x{computed:x16}", $"0x{recorded:x16}");
    }
}
