namespace FunctionsExport.Rdb;

/// <summary>How a string is stored.</summary>
internal enum RdbStringForm
{
    /// <summary>As its bytes.</summary>
    Raw,

    /// <summary>As a signed little-endian integer that stands for its decimal digits.</summary>
    Integer,

    /// <summary>Compressed by LZF.</summary>
    Lzf,
}
