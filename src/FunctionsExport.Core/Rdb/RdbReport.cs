namespace FunctionsExport.Rdb;

/// <summary>What <see cref="RdbVerifier"/> found in a file.</summary>
internal sealed record RdbReport
{
    /// <summary>Whose format the file begins with.</summary>
    public required RdbFormat Format { get; init; }

    /// <summary>The format's version in the header; null when the header could not be read.</summary>
    public required int? Version { get; init; }

    /// <summary>How many bytes were given.</summary>
    public required long Length { get; init; }

    /// <summary>Why the file is bad; null when nothing was found that no server would load.</summary>
    public required RdbFault? Fault { get; init; }

    /// <summary>What has been proven; <see cref="Proof.None"/> when there is a fault.</summary>
    public required Proof Proof { get; init; }

    /// <summary>
    /// The CRC-64 of everything but the last eight bytes, which record it; of everything when the format has no checksum. 0 when
    /// a fault of the structure made it pointless to compute.
    /// </summary>
    public required ulong Checksum { get; init; }

    /// <summary>
    /// What the last eight bytes say the checksum is: null before version 5, which has none, and with a fault of the structure; 0 when
    /// the server wrote the file without one (<c>rdbchecksum no</c>).
    /// </summary>
    public required ulong? RecordedChecksum { get; init; }

    /// <summary>
    /// Where and why the walk ended before the file's end; null when it went to the end or met a fault. With a fault, that one is
    /// the checksum's.
    /// </summary>
    public required RdbUnknown? Unknown { get; init; }

    /// <summary>The AUX fields by name, such as <c>redis-ver</c>; bounded in number and size, the rest is left out.</summary>
    public required IReadOnlyDictionary<string, string> Aux { get; init; }

    /// <summary>The databases by number, as far as the walk went.</summary>
    public required IReadOnlyList<RdbDatabase> Databases { get; init; }

    /// <summary>All keys that were walked, also those of databases that <see cref="Databases"/> has no room for.</summary>
    public required long Keys { get; init; }

    /// <summary>Those of <see cref="Keys"/> that have a time to live.</summary>
    public required long KeysWithExpiry { get; init; }

    /// <summary>The biggest key of those walked; null when there is none.</summary>
    public required RdbBiggestKey? BiggestKey { get; init; }

    /// <summary>How many function libraries the file holds.</summary>
    public required long Functions { get; init; }

    /// <summary>The names of modules whose data the file holds, in order; bounded in number.</summary>
    public required IReadOnlyList<string> Modules { get; init; }
}
