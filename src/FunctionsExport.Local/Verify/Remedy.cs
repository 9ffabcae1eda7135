using FunctionsExport.Verification;

namespace FunctionsExport.Verify;

/// <summary>What to do about a fault.</summary>
internal static class Remedy
{
    public static string Of(FileReport report) => (report.Fault?.Layer, report.Kind) switch
    {
        (FaultLayer.File, _) => "Check the name: this is no RDB, or something has written over its beginning.",
        (FaultLayer.Gzip, _) =>
            "It was cut short or changed after it was compressed: copy it again from where it was written, and take the export "
            + "again if it is bad there too.",
        (_, FileKind.GzipRdb) =>
            "gzip's own checksum is right: it was bad before it was compressed. Take the export again.",
        _ =>
            "It was cut short or changed after it was written: copy it again from where it was written, and take the export again "
            + "if it is bad there too.",
    };
}
