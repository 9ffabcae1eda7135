using FunctionsExport.Tests.Transfer.Support;
using FunctionsExport.Transfer;

namespace FunctionsExport.Tests.Transfer;

/// <summary>Measures what is allocated, hence runs alone.</summary>
[Collection(nameof(GzipCheckMemoryTests))]
[CollectionDefinition(nameof(GzipCheckMemoryTests), DisableParallelization = true)]
public sealed class GzipCheckMemoryTests
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task File_that_inflates_to_more_than_its_count_can_say_passes_in_little_memory()
    {
        // 4 GiB and 64 MiB: the count at the end is kept in 32 bits.
        const int PieceLength = 64 * Megabyte;
        var pieces = GzipFile.OfZeros(65, PieceLength).ToList();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await using var check = new GzipCheck(pieces.Sum(p => (long)p.Length), CancellationToken.None);
        foreach (var piece in pieces)
        {
            await check.WriteAsync(piece, CancellationToken.None);
        }

        Assert.Null(await check.CompleteAsync());
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 8 * Megabyte);
    }

    [Fact]
    public async Task Large_piece_is_passed_on_a_little_at_a_time()
    {
        var file = GzipFile.Of(GzipFile.Noise(64 * Megabyte));
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await using var check = new GzipCheck(file.Length, CancellationToken.None);
        await check.WriteAsync(file, CancellationToken.None);

        Assert.Null(await check.CompleteAsync());
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 8 * Megabyte);
    }
}
