using System.Diagnostics;
using System.IO.Compression;
using FunctionsExport.Tests.Transfer.Support;

namespace FunctionsExport.Tests.Transfer.Gzip;

/// <summary>What <c>gzip -t</c> says is what we say.</summary>
public sealed class GzipProgramTests
{
    [Fact]
    public async Task Files_that_gzip_finds_good_are_good_and_the_others_are_not()
    {
        var said = 0;
        foreach (var file in Corpus())
        {
            var good = await IsGoodForGzipAsync(file);

            Assert.Equal(good, await GzipReading.FaultAsync(file, piece: 1000) is null);
            said |= good ? 1 : 2;
        }

        Assert.Equal(3, said);
    }

    private static IEnumerable<byte[]> Corpus()
    {
        var content = GzipFile.Content(400);
        var one = GzipFile.Of(content);
        var empty = GzipFile.WithHeader([], 0);
        var large = GzipFile.Of(GzipFile.Content(100_000));
        List<byte[]> good =
        [
            one, empty, large,
            .. Enum.GetValues<CompressionLevel>().Select(level => GzipFile.Of(GzipFile.Noise(70_000), level)),
            .. Enumerable.Range(0, 32).Select(flags => GzipFile.WithHeader(content, (byte)flags)),
            [.. one, .. one], [.. empty, .. one], [.. one, .. empty, .. empty], [.. large, .. one, .. large],
            [.. Enumerable.Range(0, 50).SelectMany(i => GzipFile.WithHeader(GzipFile.Content(i), 4))],
        ];
        foreach (var file in good)
        {
            yield return file;
            yield return [.. file, 0];
            yield return [.. file, .. new byte[40]];
            yield return [.. file, 0, 1];
            yield return [.. file, .. "trailing garbage"u8];
            yield return file[..^1];
            yield return file[..^8];
            yield return file[..^9];
        }

        byte[] two = [.. one, .. one];
        for (var position = 0; position < two.Length; position += 3)
        {
            yield return two[..position];
            yield return [.. two[..position], (byte)(two[position] ^ 0x11), .. two[(position + 1)..]];
            yield return [.. two[..position], two[position], .. two[position..]];
        }
    }

    private static async Task<bool> IsGoodForGzipAsync(byte[] file)
    {
        var start = new ProcessStartInfo("gzip", "-t")
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        using var gzip = Process.Start(start)!;
        try
        {
            await gzip.StandardInput.BaseStream.WriteAsync(file);
            gzip.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has seen enough.
        }

        await gzip.StandardError.ReadToEndAsync();
        await gzip.WaitForExitAsync();
        return gzip.ExitCode == 0;
    }
}
