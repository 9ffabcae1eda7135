using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FunctionsExport.EndToEnd.World;
using FunctionsExport.Tests.Transfer.Support;

namespace FunctionsExport.EndToEnd.Transfer;

/// <summary>The copying process is killed, again and again, or is not alone.</summary>
public sealed class CopyKillTests(CopyWorld world) : IClassFixture<CopyWorld>
{
    private const int Block = 1024 * 1024;
    private const int Blocks = 40;
    private static readonly byte[] Dump = RdbFile.OfLength((Blocks * Block) - 1000);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Copy_that_is_killed_at_every_tenth_block_repeats_nothing_that_was_kept(bool isGzip)
    {
        // Noise, which gzip leaves as long as it is.
        var content = isGzip ? GzipFile.Of(Dump) : Dump;
        var name = isGzip ? "killed.rdb.gz" : "killed.rdb";
        var before = world.Counter.Taken.Count;
        await using var server = await FileServer.StartAsync(content);
        var read = new ConcurrentQueue<long>();
        for (var end = 10 * Block; end < Blocks * Block; end += 10 * Block)
        {
            await KillAtAsync(server, name, end, before, read);
        }

        var kept = await world.StagedAsync(name);
        Assert.True(kept > 0);
        read.Clear();
        server.BeforePiece = (at, piece, _) => Note(read, at, piece);
        var (code, output) = await world.RunAsync(server.Url.ToString(), name, "--json");

        Assert.True(code == 0, output);
        var report = JsonNode.Parse(output)!;
        Assert.Equal(isGzip ? "full" : "checksum", (string)report["proof"]!);
        Assert.Equal(
            isGzip ? Convert.ToHexStringLower(SHA256.HashData(content)) : null, (string?)report["sha256"]);
        Assert.Equal(content, (await world.BlobOf(name).DownloadContentAsync()).Value.Content.ToArray());
        if (!isGzip)
        {
            Assert.True(read.Min() >= kept, $"read from {read.Min()}, where {kept} were kept");
        }

        var taken = world.Counter.Taken.Skip(before).ToList();
        Assert.Equal(Blocks + (content.Length > Blocks * Block ? 1 : 0), taken.Count);
        Assert.Equal(taken.Count, taken.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Two_processes_that_copy_the_same_file_at_once_both_succeed()
    {
        await using var server = await FileServer.StartAsync(Dump);
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrived = 0;
        server.BeforePiece = (at, _, token) =>
        {
            if (at == 5 * Block && Interlocked.Increment(ref arrived) == 2)
            {
                both.TrySetResult();
            }

            return at == 5 * Block ? both.Task.WaitAsync(Patience, token) : Task.CompletedTask;
        };
        await using var one = await world.StartAsync(server.Url.ToString(), "both.rdb");
        await using var other = await world.StartAsync(server.Url.ToString(), "both.rdb");

        var ends = new[] { await CopyWorld.EndAsync(one), await CopyWorld.EndAsync(other) };

        Assert.All(ends, end => Assert.True(end.Code == 0, end.Output));
        Assert.Equal(Dump, (await world.BlobOf("both.rdb").DownloadContentAsync()).Value.Content.ToArray());
    }

    /// <summary>Runs the copy until the source is to send a place of the file, and kills it there.</summary>
    private async Task KillAtAsync(FileServer server, string name, long end, int before, ConcurrentQueue<long> read)
    {
        var kept = await world.StagedOrNoneAsync(name);
        read.Clear();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.BeforePiece = async (at, piece, token) =>
        {
            await Note(read, at, piece);
            if (at >= end)
            {
                reached.TrySetResult();
                await Task.Delay(Timeout.Infinite, token);
            }
        };
        await using var copy = await world.StartAsync(server.Url.ToString(), name);
        await reached.Task.WaitAsync(Patience);
        // A few blocks may be on their way.
        await Eventually.HoldsAsync(() => world.Counter.Taken.Count - before >= (end / Block) - 4);
        copy.KillHard();
        await CopyWorld.EndAsync(copy);
        if (name == "killed.rdb")
        {
            Assert.True(read.Min() >= kept, $"read from {read.Min()}, where {kept} were kept");
        }
    }

    // One byte is what the command looks at first, to learn the size.
    private static Task Note(ConcurrentQueue<long> read, long at, Memory<byte> piece)
    {
        if (piece.Length > 1)
        {
            read.Enqueue(at);
        }

        return Task.CompletedTask;
    }
}
