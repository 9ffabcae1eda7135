using FunctionsExport.Transfer;

namespace FunctionsExport.Tests.Transfer;

public sealed class BlockIdTests
{
    [Theory]
    [InlineData(0, 1, 0UL, null, false)]
    [InlineData(0, 8_388_608, 0xE9C6D914C4B8D9CAUL, "\"v1\"", true)]
    [InlineData(49_999, 16_777_216, ulong.MaxValue, "1000-638", false)]
    public void Id_is_64_characters_of_base64_and_can_be_read_back(int index, int length, ulong crc, string? version, bool isPlain)
    {
        var block = new BlockId(index, length, crc, BlockId.HashOf(version), isPlain);

        var id = block.ToString();

        Assert.Equal(64, id.Length);
        // The service takes ids of at most 64 bytes before their encoding, all of one blob of the same length.
        Assert.Equal(48, Convert.FromBase64String(id).Length);
        Assert.Equal(block, BlockId.Parse(id));
    }

    [Fact]
    public void Ids_of_different_blocks_differ()
    {
        var ids = from index in new[] { 0, 1, 255, 256, 49_999 }
                  from length in new[] { 1, 2, 8_388_607, 8_388_608, 16_777_216 }
                  from crc in new[] { 0UL, 1UL, 1UL << 63, ulong.MaxValue }
                  from version in new[] { null, "", "a" }
                  from isPlain in new[] { true, false }
                  select new BlockId(index, length, crc, BlockId.HashOf(version), isPlain).ToString();

        Assert.Equal(5 * 5 * 4 * 3 * 2, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Id_of_a_block_never_changes() =>
        // Blocks that another version of the app has staged are known again.
        Assert.Equal(
            "AAAAAgAAAAcAgAAA6cbZFMS42coWEHjkLo/vO6S5yYQDW6ovAQAAAAAAAAAAAAAA",
            new BlockId(7, 8_388_608, 0xE9C6D914C4B8D9CA, BlockId.HashOf("\"v1\""), true).ToString());

    [Fact]
    public void Block_of_an_older_version_is_known_and_has_no_version() =>
        Assert.Equal(
            new BlockId(7, 8_388_608, 0xE9C6D914C4B8D9CA, 0, false),
            BlockId.Parse("AAAAAQAAAAcAgAAA6cbZFMS42coAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));

    [Theory]
    [InlineData("")]
    [InlineData("no base64 at all, and yet as long as a block's name has to be!!!")]
    [InlineData("AAAA")]
    [InlineData("AAAAAwAAAAcAgAAA6cbZFMS42coAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAv////8AgAAA6cbZFMS42coAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAgAAAAcAAAAA6cbZFMS42coAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Name_of_another_kind_is_no_block(string name) => Assert.Null(BlockId.Parse(name));

    [Fact]
    public void Own_ids_are_known_from_others()
    {
        Assert.NotNull(BlockId.Parse(new BlockId(0, 1, 0, 0, false).ToString()));
        Assert.NotNull(BlockId.Parse(new BlockId(49_999, 16 << 20, ulong.MaxValue, UInt128.MaxValue, true).ToString()));

        // The SDK's own form is 48 bytes too: a counter or a GUID, padded.
        Assert.Null(BlockId.Parse(Convert.ToBase64String(new byte[48])));
        Assert.Null(BlockId.Parse(Convert.ToBase64String([0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, .. new byte[35], 1])));
        Assert.Null(BlockId.Parse(Convert.ToBase64String([0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1, .. new byte[35], 1])));
        Assert.Null(BlockId.Parse(Convert.ToBase64String([0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1, .. new byte[24], 2, .. new byte[11]])));
        Assert.Null(BlockId.Parse(Convert.ToBase64String([0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, .. new byte[37]])));
    }
}
