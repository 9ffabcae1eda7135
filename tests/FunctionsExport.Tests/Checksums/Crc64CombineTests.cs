using FunctionsExport.Checksums;
using FunctionsExport.Rdb;

namespace FunctionsExport.Tests.Checksums;

public sealed class Crc64CombineTests
{
    private const ulong Some = 0x0123_4567_89AB_CDEF;

    [Fact]
    public void Parts_split_anywhere_combine_to_the_whole()
    {
        var random = new Random(1);
        var bytes = new byte[50_000];
        random.NextBytes(bytes);
        for (var round = 0; round < 300; round++)
        {
            var data = bytes.AsSpan(0, random.Next(bytes.Length + 1));
            var split = random.Next(data.Length + 1);
            var (a, b) = (Crc64.Append(0, data[..split]), Crc64.Append(0, data[split..]));

            Assert.Equal(Crc64Tables<JonesPolynomial>.Append(0, data), Crc64.Combine(a, b, data.Length - split));
        }
    }

    [Fact]
    public void Many_parts_combined_one_after_another_equal_the_whole()
    {
        var random = new Random(2);
        var bytes = new byte[50_000];
        random.NextBytes(bytes);
        ulong crc = 0;
        for (var rest = bytes.AsSpan(); !rest.IsEmpty;)
        {
            var piece = Math.Min(random.Next(3000), rest.Length);
            crc = Crc64.Combine(crc, Crc64.Append(0, rest[..piece]), piece);
            rest = rest[piece..];
        }

        Assert.Equal(Crc64Tables<JonesPolynomial>.Append(0, bytes), crc);
    }

    [Fact]
    public void Nothing_combined_changes_nothing()
    {
        Assert.Equal(Some, Crc64.Combine(Some, 0, 0));
        Assert.Equal(Some, Crc64.Combine(0, Some, 1234));
    }

    [Fact]
    public void Length_beyond_4_GiB_is_as_many_zeros_as_its_parts()
    {
        const int Part = 1 << 20;
        const long Parts = 5 * 1024 + 1;
        var zeros = new byte[Part];
        var crc = Crc64Tables<JonesPolynomial>.Append(Some, zeros);
        Assert.Equal(crc, Crc64.Combine(Some, 0, Part));
        for (var part = 1; part < Parts; part++)
        {
            crc = Crc64.Combine(crc, 0, Part);
        }

        Assert.Equal(crc, Crc64.Combine(Some, 0, Parts * Part));
    }

    [Theory]
    [InlineData(1, uint.MaxValue)]
    [InlineData(uint.MaxValue, uint.MaxValue)]
    [InlineData(7_000_000_000, 123_456_789_012)]
    [InlineData(long.MaxValue / 2, (long.MaxValue / 2) + 1)]
    public void Lengths_of_any_size_add_up(long first, long second) => Assert.Equal(
        Crc64.Combine(Some, 0, first + second),
        Crc64.Combine(Crc64.Combine(Some, 0, first), 0, second));

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void Negative_length_is_refused(long length) => Assert.Equal(
        "lengthB",
        Assert.Throws<ArgumentOutOfRangeException>(() => Crc64.Combine(Some, Some, length)).ParamName);
}
