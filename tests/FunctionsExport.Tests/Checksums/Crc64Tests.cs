using System.Buffers.Binary;
using System.Text;
using FunctionsExport.Checksums;

namespace FunctionsExport.Tests.Checksums;

public sealed class Crc64Tests
{
    [Theory]
    [ClassData(typeof(Crc64Forms))]
    public void Check_value_is_that_of_redis(string form) =>
        Assert.Equal(0xE9C6D914C4B8D9CAUL, Crc64Forms.Named(form)(0, "123456789"u8));

    [Theory]
    [ClassData(typeof(Crc64Forms))]
    public void Check_value_of_a_long_text_is_that_of_redis(string form) => Assert.Equal(
        // As src/crc64.c tests itself, with the zero that ends a text in C.
        0xC7794709E69683B3UL,
        Crc64Forms.Named(form)(0, Encoding.ASCII.GetBytes(
            "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna "
            + "aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo consequat. "
            + "Duis aute irure dolor in reprehenderit in voluptate velit esse cillum dolore eu fugiat nulla pariatur. Excepteur "
            + "sint occaecat cupidatat non proident, sunt in culpa qui officia deserunt mollit anim id est laborum.\0")));

    [Theory]
    [ClassData(typeof(Crc64Forms))]
    public void Checksum_of_an_rdb_is_the_one_that_redis_wrote(string form)
    {
        // redis-server 7.0.15, one key, SAVE.
        var rdb = Convert.FromHexString(
            "524544495330303130fa0972656469732d76657206372e302e3135fa0a72656469732d62697473c040fa056374696d65"
            + "c2d738036bfa08757365642d6d656dc258550e00fa08616f662d62617365c000fe00fb010000086772656574696e6705"
            + "68656c6c6fff6e800d4f312fa7ec");

        Assert.Equal(
            BinaryPrimitives.ReadUInt64LittleEndian(rdb.AsSpan(rdb.Length - 8)),
            Crc64Forms.Named(form)(0, rdb.AsSpan(0, rdb.Length - 8)));
    }

    [Theory]
    [ClassData(typeof(Crc64Forms))]
    public void Nothing_changes_nothing(string form)
    {
        Assert.Equal(0UL, Crc64Forms.Named(form)(0, []));
        Assert.Equal(0x1234_5678_9ABC_DEF0UL, Crc64Forms.Named(form)(0x1234_5678_9ABC_DEF0, []));
    }

    [Theory]
    [ClassData(typeof(Crc64Forms))]
    public void Any_length_equals_the_definition_bit_by_bit(string form)
    {
        var bytes = RandomBytes(seed: 3, 4096);
        var expected = Crc64Definition.OfEveryBeginning(0, bytes);
        for (var length = 0; length <= bytes.Length; length++)
        {
            Assert.Equal(expected[length], Crc64Forms.Named(form)(0, bytes.AsSpan(0, length)));
        }
    }

    [Theory]
    [ClassData(typeof(Crc64Forms))]
    public void Any_start_in_memory_equals_the_definition_bit_by_bit(string form)
    {
        const ulong Before = 0xFEDC_BA98_7654_3210;
        var bytes = RandomBytes(seed: 4, 700);
        for (var start = 0; start <= 128; start++)
        {
            var expected = Crc64Definition.OfEveryBeginning(Before, bytes.AsSpan(start));
            foreach (var length in LengthsAroundTheSteps(bytes.Length - start))
            {
                Assert.Equal(expected[length], Crc64Forms.Named(form)(Before, bytes.AsSpan(start, length)));
            }
        }
    }

    [Theory]
    [ClassData(typeof(Crc64Forms))]
    public void Split_anywhere_equals_the_whole(string form)
    {
        var append = Crc64Forms.Named(form);
        var bytes = RandomBytes(seed: 5, 600);
        var whole = Crc64Definition.Append(0, bytes);
        for (var split = 0; split <= bytes.Length; split++)
        {
            Assert.Equal(whole, append(append(0, bytes.AsSpan(0, split)), bytes.AsSpan(split)));
        }
    }

    [Theory]
    [ClassData(typeof(Crc64Forms))]
    public void Random_pieces_equal_the_whole(string form)
    {
        var random = new Random(6);
        var bytes = RandomBytes(seed: 7, 20_000);
        var whole = Crc64Definition.Append(0, bytes);
        for (var round = 0; round < 100; round++)
        {
            ulong crc = 0;
            for (var rest = bytes.AsSpan(); !rest.IsEmpty;)
            {
                var piece = Math.Min(random.Next(1 << random.Next(1, 13)), rest.Length);
                crc = Crc64Forms.Named(form)(crc, rest[..piece]);
                rest = rest[piece..];
            }

            Assert.Equal(whole, crc);
        }
    }

    [Theory]
    [ClassData(typeof(Crc64Forms))]
    public void Large_random_data_has_the_same_checksum_in_every_form(string form)
    {
        var random = new Random(8);
        var bytes = RandomBytes(seed: 9, 1 << 20);
        for (var round = 0; round < 20; round++)
        {
            var before = (ulong)random.NextInt64();
            var data = bytes.AsSpan(random.Next(1000), bytes.Length - random.Next(1000, 5000));
            Assert.Equal(Crc64Tables<JonesPolynomial>.Append(before, data), Crc64Forms.Named(form)(before, data));
        }
    }

    private static IEnumerable<int> LengthsAroundTheSteps(int longest) =>
        Enumerable.Range(0, longest + 1).Where(length => (length + 1) % 16 <= 2);

    private static byte[] RandomBytes(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
