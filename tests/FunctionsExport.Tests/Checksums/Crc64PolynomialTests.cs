using FunctionsExport.Checksums;

namespace FunctionsExport.Tests.Checksums;

public sealed class Crc64PolynomialTests
{
    [Fact]
    public void Power_of_x_equals_as_many_steps_of_one_bit()
    {
        var expected = Crc64Polynomial<JonesPolynomial>.One;
        for (var exponent = 0; exponent <= 2000; exponent++)
        {
            Assert.Equal(expected, Crc64Polynomial<JonesPolynomial>.Power(Crc64Polynomial<JonesPolynomial>.X, exponent));
            expected = Crc64Polynomial<JonesPolynomial>.TimesX(expected);
        }
    }

    [Fact]
    public void Eight_steps_of_one_bit_are_a_byte_of_zero()
    {
        const ulong Start = 0x0123_4567_89AB_CDEF;
        var stepped = Start;
        for (var bit = 0; bit < 8; bit++)
        {
            stepped = Crc64Polynomial<JonesPolynomial>.TimesX(stepped);
        }

        Assert.Equal(Crc64Definition.Append(Start, [0]), stepped);
        Assert.Equal(stepped, Crc64Polynomial<JonesPolynomial>.Multiply(Start, Crc64Polynomial<JonesPolynomial>.XToThe8));
    }

    [Fact]
    public void Product_is_commutative_and_distributes_over_the_sum()
    {
        var random = new Random(1);
        for (var round = 0; round < 100; round++)
        {
            var (a, b, c) = (Next(), Next(), Next());
            Assert.Equal(Crc64Polynomial<JonesPolynomial>.Multiply(a, b), Crc64Polynomial<JonesPolynomial>.Multiply(b, a));
            Assert.Equal(
                Crc64Polynomial<JonesPolynomial>.Multiply(a, b) ^ Crc64Polynomial<JonesPolynomial>.Multiply(a, c),
                Crc64Polynomial<JonesPolynomial>.Multiply(a, b ^ c));
            Assert.Equal(a, Crc64Polynomial<JonesPolynomial>.Multiply(a, Crc64Polynomial<JonesPolynomial>.One));
        }

        ulong Next() => (ulong)random.NextInt64() ^ ((ulong)random.NextInt64() << 32);
    }
}
