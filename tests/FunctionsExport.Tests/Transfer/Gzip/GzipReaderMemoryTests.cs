using FunctionsExport.Tests.Transfer.Support;
using FunctionsExport.Transfer.Gzip;

namespace FunctionsExport.Tests.Transfer.Gzip;

/// <summary>Measures what is allocated, hence runs alone.</summary>
[Collection(nameof(GzipReaderMemoryTests))]
[CollectionDefinition(nameof(GzipReaderMemoryTests), DisableParallelization = true)]
public sealed class GzipReaderMemoryTests
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task File_that_inflates_to_more_than_its_count_can_say_passes_in_little_memory()
    {
        // 4 GiB and 64 MiB: the count at the end is kept in 32 bits.
        const int PieceLength = 64 * Megabyte;
        var pieces = new Queue<byte[]>(GzipFile.OfZeros(65, PieceLength));
        await using var reader = new GzipReader(
            _ => ValueTask.FromResult<ReadOnlyMemory<byte>>(pieces.TryDequeue(out var piece) ? piece : default));
        var buffer = new byte[Megabyte];
        var before = GC.GetTotalAllocatedBytes(precise: true);

        long length = 0;
        int read;
        while ((read = await reader.ReadAsync(buffer, CancellationToken.None)) > 0)
        {
            length += read;
        }

        Assert.Equal(65L * PieceLength, length);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 8 * Megabyte);
    }
}
