using FunctionsExport.Transfer;

namespace FunctionsExport.Tests.Transfer;

public sealed class BlockIdTests
{
    [Theory]
    [InlineData(0, 0, 0UL)]
    [InlineData(0, 8_388_608, 0xE9C6D914C4B8D9CAUL)]
    [InlineData(49_999, 16_777_216, ulong.MaxValue)]
    [InlineData(int.MaxValue, int.MaxValue, 1UL)]
    public void Id_is_64_characters_of_base64(int index, int length, ulong crc)
    {
        var id = BlockId.Create(index, length, crc);

        Assert.Equal(64, id.Length);
        Assert.Equal(48, Convert.FromBase64String(id).Length);
        // The service takes ids of at most 64 bytes before their encoding, all of one blob of the same length.
        Assert.DoesNotContain('=', id);
    }

    [Fact]
    public void Ids_of_different_blocks_differ()
    {
        var ids = from index in new[] { 0, 1, 255, 256, 49_999 }
                  from length in new[] { 1, 2, 8_388_607, 8_388_608, 16_777_216 }
                  from crc in new[] { 0UL, 1UL, 1UL << 63, ulong.MaxValue }
                  select BlockId.Create(index, length, crc);

        Assert.Equal(5 * 5 * 4, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Id_of_a_block_never_changes() =>
        // Blocks that an older version of the app has staged are known again.
        Assert.Equal(
            "AAAAAQAAAAcAgAAA6cbZFMS42coAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            BlockId.Create(7, 8_388_608, 0xE9C6D914C4B8D9CA));

    [Fact]
    public void Own_ids_are_known_from_others()
    {
        Assert.True(BlockId.IsOne(BlockId.Create(0, 1, 0)));
        Assert.True(BlockId.IsOne(BlockId.Create(49_999, 16 << 20, ulong.MaxValue)));

        // The SDK's own form is 48 bytes too: a counter or a GUID, padded.
        Assert.False(BlockId.IsOne(Convert.ToBase64String(new byte[48])));
        Assert.False(BlockId.IsOne(Convert.ToBase64String([0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, .. new byte[35], 1])));
        Assert.False(BlockId.IsOne(Convert.ToBase64String([0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, .. new byte[37]])));
        Assert.False(BlockId.IsOne("not base64"));
        Assert.False(BlockId.IsOne(""));
        Assert.False(BlockId.IsOne(null));
    }
}
