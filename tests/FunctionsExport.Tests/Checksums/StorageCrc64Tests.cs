using FunctionsExport.Checksums;

namespace FunctionsExport.Tests.Checksums;

public sealed class StorageCrc64Tests
{
    [Fact]
    public void Check_value_is_the_published_one() => Assert.Equal(
        BitConverter.GetBytes(0xAE8B14860A799888UL),
        StorageCrc64.Of("123456789"u8));

    [Theory]
    // NVM Express, NVM Command Set Specification 1.0, "64b CRC test cases".
    [InlineData(4096, 0x00, 0x6482D367EB22B64EUL)]
    [InlineData(4096, 0xFF, 0xC0DDBA7302ECA3ACUL)]
    public void Page_of_one_byte_has_the_checksum_of_the_standard(int length, byte value, ulong expected)
    {
        var page = new byte[length];
        page.AsSpan().Fill(value);
        Assert.Equal(BitConverter.GetBytes(expected), StorageCrc64.Of(page));
    }

    [Fact]
    public void Page_of_all_bytes_in_turn_has_the_checksum_of_the_standard()
    {
        var page = Enumerable.Range(0, 4096).Select(i => (byte)i).ToArray();
        Assert.Equal(BitConverter.GetBytes(0x3E729F5F6750449CUL), StorageCrc64.Of(page));
        Array.Reverse(page);
        Assert.Equal(BitConverter.GetBytes(0x9A2DF64B8E9E517EUL), StorageCrc64.Of(page));
    }

    [Fact]
    public void Any_length_equals_the_tables()
    {
        var bytes = new byte[5000];
        new Random(11).NextBytes(bytes);
        for (var length = 0; length <= bytes.Length; length++)
        {
            var content = bytes.AsSpan(0, length);
            Assert.Equal(
                BitConverter.GetBytes(~Crc64Tables<NvmePolynomial>.Append(ulong.MaxValue, content)),
                StorageCrc64.Of(content));
        }
    }
}
