namespace FunctionsExport.Catalog;

/// <summary>The names of the checks that a fetched file has held, as manifests record them.</summary>
public static class FileChecks
{
    /// <summary>The file has the length that was listed.</summary>
    public const string Length = "length";

    /// <summary>The CRC-32 and the length of every gzip member are right, and nothing follows the last one.</summary>
    public const string GzipCrc32 = "gzip-crc32";

    /// <summary>The RDB was walked to its end.</summary>
    public const string RdbStructure = "rdb-structure";

    /// <summary>The CRC-64 that the RDB ends in is right.</summary>
    public const string RdbCrc64 = "rdb-crc64";
}
