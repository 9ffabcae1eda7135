using System.IO.Compression;
using System.Text;
using FunctionsExport.Tests.Transfer.Support;
using FunctionsExport.Transfer.Gzip;

namespace FunctionsExport.Tests.Transfer.Gzip;

public sealed class GzipReaderTests
{
    // RFC 1952, 2.3: FLG's lowest bit (FTEXT) is a hint; MTIME, XFL and OS are told, and covered by nothing.
    private const int FlagsAt = 3;
    private const int TimeAt = 4;
    private const byte TextFlag = 1;
    private static readonly byte[] Masks = [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xFF];

    [Theory]
    [InlineData(0, CompressionLevel.Optimal)]
    [InlineData(0, CompressionLevel.NoCompression)]
    [InlineData(1, CompressionLevel.Optimal)]
    [InlineData(1000, CompressionLevel.Optimal)]
    [InlineData(1000, CompressionLevel.NoCompression)]
    [InlineData(65_536, CompressionLevel.Fastest)]
    [InlineData(3_000_000, CompressionLevel.SmallestSize)]
    [InlineData(3_000_000, CompressionLevel.NoCompression)]
    public async Task Good_file_is_read(int length, CompressionLevel level)
    {
        var content = GzipFile.Content(length);

        Assert.Equal(content, await GzipReading.ReadAsync(GzipFile.WithHeader(content, 0, level)));
    }

    [Fact]
    public async Task Header_may_have_any_of_its_fields()
    {
        for (byte flags = 0; flags < 32; flags++)
        {
            Assert.Null(await GzipReading.FaultAsync(GzipFile.WithHeader(GzipFile.Content(500), flags)));
        }
    }

    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(128)]
    public async Task Header_with_a_reserved_flag_is_refused(byte flag)
    {
        var fault = await GzipReading.FaultAsync(GzipFile.WithHeader(GzipFile.Content(500), flag));

        Assert.Equal(new GzipFault(FlagsAt, "flags without the reserved bits", $"{flag:x2}"), fault);
    }

    [Fact]
    public async Task Header_that_fails_its_own_checksum_is_refused()
    {
        const byte HeaderCrcAndName = 2 | 8;
        var file = GzipFile.WithHeader(GzipFile.Content(500), HeaderCrcAndName);
        file[TimeAt] ^= 1;

        var fault = await GzipReading.FaultAsync(file);

        Assert.Equal(GzipFile.HeaderLength + "dump.rdb\0".Length, fault!.Offset);
        Assert.StartsWith("the header's checksum", fault.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(4095)]
    [InlineData(8192)]
    [InlineData(100_000)]
    public async Task Pieces_of_any_length_make_no_difference(int piece)
    {
        var content = GzipFile.Content(60_000);
        var good = GzipFile.Of(content);
        byte[] bad = [.. good];
        bad[bad.Length / 2] ^= 0x10;

        Assert.Equal(content, await GzipReading.ReadAsync(good, () => piece));
        Assert.Equal((byte[])[.. content, .. content], await GzipReading.ReadAsync([.. good, .. good], () => piece));
        Assert.Null(await GzipReading.FaultAsync([.. good, .. new byte[40]], piece));
        Assert.NotNull(await GzipReading.FaultAsync(bad, piece));
        Assert.NotNull(await GzipReading.FaultAsync(good[..^1], piece));
        Assert.NotNull(await GzipReading.FaultAsync([.. good, 1], piece));
    }

    [Fact]
    public async Task Files_of_random_members_in_random_pieces_are_read()
    {
        var random = new Random(20260301);
        for (var round = 0; round < 300; round++)
        {
            var content = new MemoryStream();
            var file = new MemoryStream();
            for (var members = random.Next(1, 6); members > 0; members--)
            {
                var part = RandomContent(random);
                content.Write(part);
                file.Write(GzipFile.WithHeader(part, (byte)random.Next(32), (CompressionLevel)random.Next(4)));
            }

            file.Write(new byte[random.Next(3) == 0 ? random.Next(100) : 0]);

            Assert.Equal(content.ToArray(), await GzipReading.ReadAsync(file.ToArray(), () => random.Next(1, 20_000)));
        }
    }

    [Fact]
    public async Task Many_small_members_are_read()
    {
        // As bgzip writes them: 64 KiB of content each, an extra field in each header, an empty one at the end.
        const byte Extra = 4;
        var members = Enumerable.Range(0, 200).Select(i => GzipFile.Content(65_280, seed: i)).Append([]).ToList();
        byte[] file = [.. members.SelectMany(m => GzipFile.WithHeader(m, Extra))];

        Assert.Equal((byte[])[.. members.SelectMany(m => m)], await GzipReading.ReadAsync(file, () => 10_000));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(24)]
    [InlineData(10_000)]
    [InlineData(1_000_000)]
    public async Task Zeros_may_fill_the_file_up(int zeros)
    {
        foreach (var content in new byte[][] { [], [0], new byte[5000], GzipFile.Content(100_000) })
        {
            foreach (var level in Enum.GetValues<CompressionLevel>())
            {
                var good = GzipFile.WithHeader(content, 0, level);

                Assert.Equal(content, await GzipReading.ReadAsync([.. good, .. new byte[zeros]]));
                var fault = await GzipReading.FaultAsync([.. good, .. new byte[zeros], 1]);
                // Few zeros before another byte are as foreign as the byte.
                Assert.Contains(fault!.Offset, new long[] { good.Length, good.Length + zeros });
                Assert.NotNull(await GzipReading.FaultAsync([.. good, .. new byte[zeros], .. good]));
            }
        }
    }

    [Fact]
    public async Task Content_that_looks_like_ends_of_members_is_read()
    {
        // Stored as it is: at every turn another header may follow, or zeros.
        byte[] header = [0x1F, 0x8B, 8, 0];
        byte[] content =
        [
            .. Enumerable.Range(0, 3000).SelectMany(i => (byte[])[.. header, .. new byte[i % 40], (byte)i]),
            .. GzipFile.Of(GzipFile.Content(5000)),
        ];

        Assert.Equal(content, await GzipReading.ReadAsync(GzipFile.Of(content, CompressionLevel.NoCompression), () => 777));
    }

    [Fact]
    public async Task Byte_flipped_anywhere_is_found_unless_nothing_depends_on_it()
    {
        var content = GzipFile.Content(300);
        var good = GzipFile.Of(content);
        var unnoticed = new List<string>();
        for (var position = 0; position < good.Length; position++)
        {
            foreach (var mask in Masks)
            {
                byte[] flipped = [.. good];
                flipped[position] ^= mask;
                if (await GzipReading.FaultAsync(flipped) is null)
                {
                    unnoticed.Add($"{position}:{mask:x2}");
                    Assert.Equal(content, await GzipReading.ReadAsync(flipped));
                }
            }
        }

        string[] expected =
        [
            $"{FlagsAt}:{TextFlag:x2}",
            .. from position in Enumerable.Range(TimeAt, GzipFile.HeaderLength - TimeAt)
               from mask in Masks
               select $"{position}:{mask:x2}",
            // The bits that fill up the last byte of the deflated data.
            .. unnoticed.Where(u => u.StartsWith($"{good.Length - 9}:", StringComparison.Ordinal)),
        ];
        Assert.Equal(expected, unnoticed);
        Assert.True(unnoticed.Count < expected.Length + 8);
    }

    [Fact]
    public async Task Byte_flipped_in_a_large_file_is_found_or_changes_nothing()
    {
        var content = GzipFile.Content(300_000);
        byte[] good =
        [
            .. GzipFile.Of(content[..100_000]),
            .. GzipFile.Of(content[100_000..250_000], CompressionLevel.NoCompression),
            .. GzipFile.WithHeader(content[250_000..], 31),
        ];
        var random = new Random(7);
        for (var i = 0; i < 1000; i++)
        {
            byte[] flipped = [.. good];
            flipped[random.Next(good.Length)] ^= (byte)random.Next(1, 256);
            if (await GzipReading.FaultAsync(flipped) is null)
            {
                Assert.Equal(content, await GzipReading.ReadAsync(flipped));
            }
        }
    }

    [Fact]
    public async Task File_cut_short_anywhere_is_found()
    {
        byte[] good = [.. GzipFile.Of(GzipFile.Content(2000)), .. GzipFile.WithHeader(GzipFile.Content(500), 31)];
        var firstMember = GzipFile.Of(GzipFile.Content(2000)).Length;
        for (var length = 0; length < good.Length; length++)
        {
            var fault = await GzipReading.FaultAsync(good[..length]);
            if (length == firstMember)
            {
                Assert.Null(fault);
                continue;
            }

            Assert.True(fault is not null, $"Cut to {length} of {good.Length} bytes, it passed.");
            Assert.Equal(length, fault.Offset);
            Assert.Equal("the end of the file", fault.Found);
        }
    }

    [Theory]
    [InlineData("another byte", "01")]
    [InlineData("zeros and another byte", "0000000000000000000000000000000001")]
    [InlineData("the first byte of another file", "1f")]
    [InlineData("the first bytes of another file", "1f8b")]
    [InlineData("the header of another file", "1f8b0800000000000003")]
    [InlineData("a member of another method", "1f8b0700000000000003030000000000000000000000000000000000")]
    [InlineData("a member of an unknown form", "1f8b08e0000000000003030000000000000000000000000000000000")]
    public async Task Bytes_added_after_the_end_are_found(string what, string added)
    {
        foreach (var length in new[] { 0, 10, 2000, 100_000 })
        {
            var good = GzipFile.WithHeader(GzipFile.Content(length), 0);

            var fault = await GzipReading.FaultAsync([.. good, .. Convert.FromHexString(added)]);

            Assert.True(fault is not null, what);
            // Of no content the deflated data end in a zero, as the trailer begins.
            Assert.InRange(fault.Offset, good.Length - (length == 0 ? 1 : 0), good.Length + (added.Length / 2));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(100)]
    [InlineData(20_000)]
    public async Task End_of_an_older_file_after_the_end_is_found(int length)
    {
        // As it is left when a shorter file is written over a longer one: the older one's end, its count of bytes included.
        var older = GzipFile.Of(GzipFile.Noise(30_000));
        var good = GzipFile.Of(GzipFile.Content(30_000));
        older[^length] |= 1;

        foreach (var piece in new[] { 1, 4096, 1_000_000 })
        {
            var fault = await GzipReading.FaultAsync([.. good, .. older[^length..]], piece);

            Assert.Equal(good.Length, fault!.Offset);
        }
    }

    [Fact]
    public async Task Byte_put_in_or_taken_out_is_found_or_changes_nothing()
    {
        var content = GzipFile.Content(300);
        byte[] good = [.. GzipFile.Of(content), .. GzipFile.Of(content)];
        for (var position = 0; position < good.Length; position++)
        {
            foreach (byte put in new byte[] { 0, 1, 0xFF, good[position] })
            {
                byte[] file = [.. good[..position], put, .. good[position..]];
                // One more zero at the end fills the file up.
                if (!file.SequenceEqual((byte[])[.. good, 0]))
                {
                    await AssertFoundOrSameAsync(file, position);
                }
            }

            await AssertFoundOrSameAsync([.. good[..position], .. good[(position + 1)..]], position);
        }

        async Task AssertFoundOrSameAsync(byte[] file, int position)
        {
            // Between deflated data and trailer nothing may stand, although the content would be the same.
            if (await GzipReading.FaultAsync(file) is null)
            {
                Assert.True(position % (good.Length / 2) < GzipFile.HeaderLength, $"Changed at {position}, it passed.");
                Assert.Equal((byte[])[.. content, .. content], await GzipReading.ReadAsync(file));
            }
        }
    }

    [Fact]
    public async Task Checksum_and_length_at_the_end_are_told_with_what_they_should_be()
    {
        var content = GzipFile.Content(2000);
        var file = GzipFile.Of(content);
        file[^4]++;
        var length = await GzipReading.FaultAsync(file);
        file[^8]++;
        var checksum = await GzipReading.FaultAsync(file);

        Assert.Equal(new GzipFault(file.Length - 4, "the content's length 2000 (modulo 2^32)", "2001"), length);
        Assert.Equal(file.Length - 8, checksum!.Offset);
        Assert.Matches("^the content's CRC-32 [0-9a-f]{8}$", checksum.Expected);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("R", 0)]
    [InlineData("REDIS0011 is how an RDB begins that was not compressed", 0)]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0", 0)]
    [InlineData("\u001f", 1)]
    [InlineData("\u001f?", 1)]
    public async Task File_that_is_not_gzip_is_found(string content, int offset)
    {
        var fault = await GzipReading.FaultAsync(Encoding.ASCII.GetBytes(content));

        Assert.Equal(offset, fault!.Offset);
        Assert.Contains("gzip's magic 1f 8b", fault.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Random_bytes_after_a_header_end_in_a_fault()
    {
        var random = new Random(99);
        for (var round = 0; round < 2000; round++)
        {
            var noise = new byte[random.Next(2000)];
            random.NextBytes(noise);

            Assert.NotNull(await GzipReading.FaultAsync([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, .. noise]));
        }
    }

    private static byte[] RandomContent(Random random)
    {
        var length = random.Next(4) switch { 0 => 0, 1 => random.Next(20), 2 => random.Next(5000), _ => random.Next(200_000) };
        return random.Next(4) switch
        {
            0 => new byte[length],
            1 => GzipFile.Noise(length, random.Next()),
            2 => [.. GzipFile.Content(length, random.Next()), .. new byte[random.Next(100)]],
            _ => GzipFile.Content(length, random.Next()),
        };
    }
}
