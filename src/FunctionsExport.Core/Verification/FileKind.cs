namespace FunctionsExport.Verification;

/// <summary>What a file is, by its first byte, or by what its provider says.</summary>
internal enum FileKind
{
    /// <summary>Neither an RDB nor gzip; an empty file too.</summary>
    Unknown,

    /// <summary>An RDB as a server writes it.</summary>
    Rdb,

    /// <summary>An RDB compressed by gzip, of any number of members.</summary>
    GzipRdb,

    /// <summary>What the provider has encrypted; nothing inside it can be checked.</summary>
    Encrypted,
}
