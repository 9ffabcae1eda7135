using FunctionsExport.Catalog;
using FunctionsExport.Rdb;
using FunctionsExport.Verification;

namespace FunctionsExport.Transfer;

/// <summary>Names the checks that a file has held.</summary>
internal static class FileReportChecks
{
    /// <summary>The checks of a report without a fault.</summary>
    /// <param name="isSizeKnown">Whether the length that the file should have is known; it had it.</param>
    public static IEnumerable<string> Of(FileReport report, bool isSizeKnown)
    {
        if (isSizeKnown)
        {
            yield return FileChecks.Length;
        }

        if (report.Kind == FileKind.GzipRdb)
        {
            yield return FileChecks.GzipCrc32;
        }

        if (report.Proof is Proof.Full or Proof.Structure)
        {
            yield return FileChecks.RdbStructure;
        }

        if (report.Proof is Proof.Full or Proof.Checksum)
        {
            yield return FileChecks.RdbCrc64;
        }
    }
}
