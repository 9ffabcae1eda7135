using System.Buffers.Binary;
using System.Text;
using FunctionsExport.Rdb;

namespace FunctionsExport.Tests.Rdb;

public sealed class Crc64Tests
{
    [Fact]
    public void Check_value_is_that_of_redis() => Assert.Equal(0xE9C6D914C4B8D9CAUL, Crc64.Append(0, "123456789"u8));

    [Fact]
    public void Check_value_of_a_long_text_is_that_of_redis() => Assert.Equal(
        // As src/crc64.c tests itself, with the zero that ends a text in C.
        0xC7794709E69683B3UL,
        Crc64.Append(0, Encoding.ASCII.GetBytes(
            "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna "
            + "aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo consequat. "
            + "Duis aute irure dolor in reprehenderit in voluptate velit esse cillum dolore eu fugiat nulla pariatur. Excepteur "
            + "sint occaecat cupidatat non proident, sunt in culpa qui officia deserunt mollit anim id est laborum.\0")));

    [Fact]
    public void Checksum_of_an_rdb_is_the_one_that_redis_wrote()
    {
        // redis-server 7.0.15, one key, SAVE.
        var rdb = Convert.FromHexString(
            "524544495330303130fa0972656469732d76657206372e302e3135fa0a72656469732d62697473c040fa056374696d65"
            + "c2d738036bfa08757365642d6d656dc258550e00fa08616f662d62617365c000fe00fb010000086772656574696e6705"
            + "68656c6c6fff6e800d4f312fa7ec");

        Assert.Equal(BinaryPrimitives.ReadUInt64LittleEndian(rdb.AsSpan(rdb.Length - 8)), Crc64.Append(0, rdb.AsSpan(0, rdb.Length - 8)));
    }

    [Fact]
    public void Nothing_changes_nothing()
    {
        Assert.Equal(0UL, Crc64.Append(0, []));
        Assert.Equal(0x1234_5678_9ABC_DEF0UL, Crc64.Append(0x1234_5678_9ABC_DEF0, []));
    }

    [Fact]
    public void Any_length_equals_the_definition_bit_by_bit()
    {
        var bytes = new byte[300];
        new Random(3).NextBytes(bytes);
        for (var length = 0; length <= bytes.Length; length++)
        {
            Assert.Equal(BitByBit(0, bytes.AsSpan(0, length)), Crc64.Append(0, bytes.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Any_start_in_memory_equals_the_definition_bit_by_bit()
    {
        var bytes = new byte[100];
        new Random(4).NextBytes(bytes);
        for (var start = 0; start < 20; start++)
        {
            Assert.Equal(BitByBit(77, bytes.AsSpan(start)), Crc64.Append(77, bytes.AsSpan(start)));
        }
    }

    [Fact]
    public void Split_anywhere_equals_the_whole()
    {
        var bytes = new byte[200];
        new Random(5).NextBytes(bytes);
        var whole = Crc64.Append(0, bytes);
        for (var split = 0; split <= bytes.Length; split++)
        {
            Assert.Equal(whole, Crc64.Append(Crc64.Append(0, bytes.AsSpan(0, split)), bytes.AsSpan(split)));
        }
    }

    /// <summary>The polynomial's definition: least significant bit first, no table.</summary>
    private static ulong BitByBit(ulong crc, ReadOnlySpan<byte> bytes)
    {
        const ulong Polynomial = 0xAD93D23594C935A9;
        ulong reflected = 0;
        for (var bit = 0; bit < 64; bit++)
        {
            reflected |= ((Polynomial >> bit) & 1) << (63 - bit);
        }

        foreach (var b in bytes)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var carry = (crc ^ ((ulong)b >> bit)) & 1;
                crc = (crc >> 1) ^ (carry * reflected);
            }
        }

        return crc;
    }
}
