using FunctionsExport.Rdb;

namespace FunctionsExport.Verification;

/// <summary>What <see cref="FileVerification"/> found in a file.</summary>
/// <param name="Kind">What the file is.</param>
/// <param name="Size">How many bytes were given, compressed where the file is.</param>
/// <param name="GzipMembers">How many gzip members were begun; null when the file is not gzip.</param>
/// <param name="Rdb">
/// What was found in the RDB, as far as it was read; null when there is none. Its length is the inflated one.
/// </param>
/// <param name="Fault">Why the file is bad; null when nothing was found that is wrong.</param>
internal sealed record FileReport(FileKind Kind, long Size, long? GzipMembers, RdbReport? Rdb, FileFault? Fault)
{
    /// <summary>What has been proven; <see cref="Proof.None"/> when there is a fault.</summary>
    public Proof Proof => Fault is null && Rdb is not null ? Rdb.Proof : Proof.None;
}
