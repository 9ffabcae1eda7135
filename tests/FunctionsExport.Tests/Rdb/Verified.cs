using FunctionsExport.Rdb;

namespace FunctionsExport.Tests.Rdb;

/// <summary>Runs the verifier over a whole file.</summary>
internal static class Verified
{
    public static RdbReport Whole(ReadOnlySpan<byte> file)
    {
        var verifier = new RdbVerifier();
        verifier.Append(file);
        return verifier.Complete();
    }

    public static RdbReport InPieces(ReadOnlySpan<byte> file, Func<int> nextLength)
    {
        var verifier = new RdbVerifier();
        while (!file.IsEmpty)
        {
            var piece = file[..Math.Min(nextLength(), file.Length)];
            verifier.Append(piece);
            file = file[piece.Length..];
        }

        return verifier.Complete();
    }

    /// <summary>All that a report says, as text that can be compared.</summary>
    public static string Summary(RdbReport report) => string.Join('\n',
        $"{report.Format} {report.Version} {report.Length} {report.Proof} {report.Checksum:x} {report.RecordedChecksum:x}",
        $"fault {report.Fault}; unknown {report.Unknown}; functions {report.Functions}; keys {report.Keys}, {report.KeysWithExpiry}",
        $"modules {string.Join(' ', report.Modules)}; aux {string.Join(' ', report.Aux)}; biggest {report.BiggestKey}",
        string.Join('\n', report.Databases.Select(database =>
            $"{database.Number}: {database.Keys}, {database.KeysWithExpiry}, {string.Join(' ', database.KeysPerKind)}")));
}
