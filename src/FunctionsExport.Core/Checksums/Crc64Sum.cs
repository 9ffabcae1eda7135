namespace FunctionsExport.Checksums;

/// <summary>A reflected CRC-64 without its final exclusive-or: the initial value is what the caller begins with.</summary>
/// <typeparam name="TPolynomial">The polynomial.</typeparam>
internal static class Crc64Sum<TPolynomial>
    where TPolynomial : struct, ICrc64Polynomial
{
    /// <summary>Continues a checksum over more bytes, by carry-less multiplication where the processor has it.</summary>
    /// <param name="crc">The checksum so far; the initial value at the start.</param>
    /// <param name="bytes">The bytes that follow.</param>
    public static ulong Append(ulong crc, ReadOnlySpan<byte> bytes) => Crc64Folding<TPolynomial>.IsSupported
        ? Crc64Folding<TPolynomial>.Append(crc, bytes)
        : Crc64Tables<TPolynomial>.Append(crc, bytes);

    /// <summary>
    /// The checksum of A followed by B, from the checksum of each. It takes as many steps as <paramref name="lengthB"/> has bits.
    /// </summary>
    /// <param name="crcA">The checksum of A.</param>
    /// <param name="crcB">The checksum of B, begun from 0.</param>
    /// <param name="lengthB">The length of B in bytes, 0 or more.</param>
    public static ulong Combine(ulong crcA, ulong crcB, long lengthB) =>
        // The checksum is linear: A followed by B is A followed by as many zeros, plus B. A byte of zero multiplies it by x^8.
        Crc64Polynomial<TPolynomial>.Multiply(
            crcA, Crc64Polynomial<TPolynomial>.Power(Crc64Polynomial<TPolynomial>.XToThe8, lengthB)) ^ crcB;
}
