namespace FunctionsExport.Checksums;

/// <summary>
/// Arithmetic on remainders of a CRC-64's polynomial. They are reflected as the checksum is: the most significant bit is the
/// coefficient of x^0, the least significant one that of x^63. Addition is exclusive-or.
/// </summary>
/// <typeparam name="TPolynomial">The polynomial.</typeparam>
internal static class Crc64Polynomial<TPolynomial>
    where TPolynomial : struct, ICrc64Polynomial
{
    /// <summary>The remainder 1, or x^0.</summary>
    public const ulong One = 1UL << 63;

    /// <summary>The remainder x^1.</summary>
    public const ulong X = One >> 1;

    /// <summary>The remainder x^8: what one more byte multiplies a checksum by.</summary>
    public const ulong XToThe8 = One >> 8;

    /// <summary>The remainder times x: what one more bit of zero does to a checksum.</summary>
    public static ulong TimesX(ulong remainder) => (remainder >> 1) ^ ((remainder & 1) * TPolynomial.Reflected);

    /// <summary>The remainder of a product.</summary>
    public static ulong Multiply(ulong a, ulong b)
    {
        ulong product = 0;
        for (; b != 0; b <<= 1)
        {
            product ^= (b >> 63) * a;
            a = TimesX(a);
        }

        return product;
    }

    /// <summary>The remainder of a power, by squaring.</summary>
    /// <param name="remainder">What is raised.</param>
    /// <param name="exponent">0 or more.</param>
    public static ulong Power(ulong remainder, long exponent)
    {
        var power = One;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
            {
                power = Multiply(power, remainder);
            }

            remainder = Multiply(remainder, remainder);
        }

        return power;
    }
}
