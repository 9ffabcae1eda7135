namespace FunctionsExport.Checksums;

/// <summary>The Jones polynomial 0xAD93D23594C935A9, of RDB files (Redis, <c>src/crc64.c</c>).</summary>
internal readonly struct JonesPolynomial : ICrc64Polynomial
{
    public static ulong Reflected => 0x95AC9329AC4BC9B5;
}
