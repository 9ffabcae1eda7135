namespace FunctionsExport.Checksums;

/// <summary>The polynomial of a CRC-64.</summary>
internal interface ICrc64Polynomial
{
    /// <summary>Its bits in reverse, without the term x^64.</summary>
    static abstract ulong Reflected { get; }
}
