using System.Globalization;
using System.Text;
using FunctionsExport.Rdb;
using FunctionsExport.Transfer;
using FunctionsExport.Verification;

namespace FunctionsExport.Verify;

/// <summary>What was found in a file, for people.</summary>
internal static class ReportTable
{
    private const int LabelWidth = 14;

    public static string Format(VerifiedFile file)
    {
        var text = new StringBuilder(Printable.Of(file.Name)).AppendLine();
        foreach (var (label, value) in file.Report is { } report ? Rows(report) : [("cannot be read", Printable.Of(file.Error!))])
        {
            text.Append("  ").Append(label.PadRight(LabelWidth)).Append("  ").AppendLine(value);
        }

        return text.ToString();
    }

    private static IEnumerable<(string Label, string Value)> Rows(FileReport report)
    {
        if (report.Rdb is { Format: not RdbFormat.None } rdb)
        {
            yield return ("format", FormatOf(rdb));
            yield return ("server", RdbMetadata.FactsOf(rdb).ServerVersion ?? "not told");
        }

        yield return ("size", Bytes(report.Size));
        if (report.GzipMembers is { } members)
        {
            yield return ("inflated", $"{Bytes(report.Rdb?.Length ?? 0)}, {Count(members, "gzip member")}");
        }

        foreach (var row in report.Rdb is { } walked ? ContentRows(walked) : [])
        {
            yield return row;
        }

        if (report.Fault is { } fault)
        {
            yield return ("fault", fault.ToString());
            yield return ("remedy", Remedy.Of(report));
        }

        yield return ("proof", ProofOf(report));
    }

    private static IEnumerable<(string Label, string Value)> ContentRows(RdbReport rdb)
    {
        foreach (var database in rdb.Databases)
        {
            var kinds = database.KeysPerKind.OrderBy(k => k.Key).Select(k => $"{NameOf(k.Key)} {Number(k.Value)}");
            yield return (
                $"database {Number(database.Number)}",
                $"{Count(database.Keys, "key")}, {Number(database.KeysWithExpiry)} with expiry: {string.Join(", ", kinds)}");
        }

        if (rdb.Databases.Count != 1)
        {
            yield return ("keys", $"{Number(rdb.Keys)}, {Number(rdb.KeysWithExpiry)} with expiry");
        }

        if (rdb.BiggestKey is { } key)
        {
            var elements = key.Elements is { } count ? $", {Count(count, "element")}" : "";
            yield return ("biggest key", $"{NameOf(key.Kind)}, {Bytes(key.Bytes)}{elements}, database {key.Database}: {key.Name}");
        }

        if (rdb.Functions > 0)
        {
            yield return ("functions", Count(rdb.Functions, "library", "libraries"));
        }

        if (rdb.Modules.Count > 0)
        {
            yield return ("modules", string.Join(", ", rdb.Modules));
        }

        if (rdb.Unknown is { } unknown)
        {
            yield return (
                "not walked",
                $"from offset {unknown.Offset}: {unknown.Kind.ToString().ToLowerInvariant()} {unknown.Number} is not known here");
        }

        // Of a file with a fault in its structure the checksum was not reached.
        if (rdb.Fault is null || rdb.RecordedChecksum is not null)
        {
            yield return ("checksum", ChecksumOf(rdb));
        }
    }

    private static string FormatOf(RdbReport rdb) =>
        $"{(rdb.Format == RdbFormat.Valkey ? "Valkey" : "Redis")} RDB, version {(rdb.Version is { } version ? Number(version) : "?")}";

    private static string ChecksumOf(RdbReport rdb) => rdb.RecordedChecksum switch
    {
        null => "none in the file",
        0 => "the server wrote none (rdbchecksum no)",
        var recorded when recorded == rdb.Checksum => $"{recorded:x16}, right",
        var recorded => $"{recorded:x16} in the file, but its bytes make {rdb.Checksum:x16}",
    };

    private static string ProofOf(FileReport report) => report.Proof switch
    {
        Proof.Full => "full: walked to its end, checksum right",
        Proof.Structure => "structure: walked to its end, no checksum to compare",
        Proof.Checksum => "checksum: right; a part could not be walked",
        _ when report.Fault is not null => "none: the file is bad",
        _ => "none: no checksum, and a part could not be walked",
    };

    private static string NameOf(RdbKind kind) => kind == RdbKind.SortedSet ? "sorted set" : kind.ToString().ToLowerInvariant();

    private static string Bytes(long bytes)
    {
        string[] units = ["KiB", "MiB", "GiB", "TiB"];
        var size = bytes / 1024.0;
        var unit = 0;
        for (; size >= 1024 && unit < units.Length - 1; unit++)
        {
            size /= 1024;
        }

        return bytes < 1024
            ? Count(bytes, "byte")
            : string.Create(CultureInfo.InvariantCulture, $"{Number(bytes)} bytes ({size:0.0} {units[unit]})");
    }

    private static string Count(long count, string one, string? many = null) =>
        $"{Number(count)} {(count == 1 ? one : many ?? one + "s")}";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
