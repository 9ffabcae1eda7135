namespace FunctionsExport.Checksums;

/// <summary>
/// The polynomial 0xAD93D23594C93659 of CRC-64/NVME (NVM Express, NVM Command Set Specification 1.0, 64b guard), which Azure Storage
/// uses too.
/// </summary>
internal readonly struct NvmePolynomial : ICrc64Polynomial
{
    public static ulong Reflected => 0x9A6C9329AC4BC9B5;
}
