using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.EndToEnd.World;
using FunctionsExport.Tests.Transfer.Support;

namespace FunctionsExport.EndToEnd.Transfer;

/// <summary>The command <c>copy</c> as users run it: exit codes, and the report in JSON.</summary>
public sealed class CopyCommandTests(CopyWorld world) : IClassFixture<CopyWorld>, IDisposable
{
    private static readonly byte[] Dump = RdbFile.OfLength(3_000_000);
    private readonly TempFolder _folder = new("copy");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Good_file_ends_with_0_and_again_and_is_reported_in_one_document()
    {
        var source = Write("good.rdb", Dump);

        var (code, output) = await world.RunAsync(source, "good.rdb", "--json");
        var (again, text) = await world.RunAsync(source, "good.rdb");

        var report = JsonNode.Parse(output)!.AsObject();
        Assert.Equal((0, 0, 0), (code, again, (int)report["exitCode"]!));
        Assert.Equal(
            ["schemaVersion", "exitCode", "blob", "size", "sha256", "crc64", "proof", "checks", "rdb", "seconds", "error", "fault"],
            report.Select(f => f.Key));
        Assert.Equal((Dump.Length, "full"), ((int)report["size"]!, (string)report["proof"]!));
        Assert.Contains((string)report["sha256"]!, text, StringComparison.Ordinal);
        Assert.Equal(Dump, (await world.BlobOf("good.rdb").DownloadContentAsync()).Value.Content.ToArray());
    }

    [Fact]
    public async Task File_without_anything_to_prove_it_ends_with_3()
    {
        byte[] content = [.. Dump];
        "REDIS9999"u8.CopyTo(content);
        content.AsSpan(^8..).Clear();
        content[9] = 200;

        var (code, output) = await world.RunAsync(Write("unproven.rdb", content), "unproven.rdb", "--json");

        Assert.True(code == 3, output);
        Assert.Equal("none", (string)JsonNode.Parse(output)!["proof"]!);
    }

    [Theory]
    [InlineData("missing.rdb", "copies/x")]
    [InlineData("ftp://127.0.0.1/dump.rdb", "copies/x")]
    [InlineData("missing.rdb", "no-container")]
    public async Task What_cannot_be_begun_ends_with_2(string source, string blob)
    {
        await using var copy = await world.StartAsync(["copy", source, blob, "--json"]);

        var (code, output) = await CopyWorld.EndAsync(copy);

        Assert.True(code == 2, output);
        var report = JsonNode.Parse(output)!;
        Assert.Equal((2, null), ((int)report["exitCode"]!, (string?)report["blob"]));
        Assert.NotEqual("", (string)report["error"]!);
    }

    [Theory]
    [InlineData("--block", "41")]
    [InlineData("--limit", "0")]
    [InlineData("--checksum", "sha256")]
    [InlineData("--jsn", "1")]
    public async Task Wrong_usage_ends_with_2(string option, string value)
    {
        await using var copy = await world.StartAsync(["copy", "a.rdb", "copies/x", option, value]);

        Assert.Equal(2, (await CopyWorld.EndAsync(copy)).Code);
    }

    [Fact]
    public async Task Source_that_refuses_ends_with_4_and_its_secrets_are_not_told()
    {
        await using var server = await FileServer.StartAsync(Dump);
        server.Instead = (_, context) =>
        {
            context.Response.StatusCode = 403;
            return Task.FromResult(true);
        };

        var (code, output) = await world.RunAsync(server.Url.ToString(), "refused.rdb", "--json");

        Assert.True(code == 4, output);
        Assert.DoesNotContain("s3cret", output, StringComparison.Ordinal);
        Assert.False(await world.BlobOf("refused.rdb").ExistsAsync());
    }

    [Fact]
    public async Task Source_that_is_busy_at_first_is_asked_again()
    {
        await using var server = await FileServer.StartAsync(Dump);
        server.Instead = (number, context) =>
        {
            context.Response.StatusCode = number <= 2 ? 503 : 200;
            return Task.FromResult(number <= 2);
        };

        var (code, output) = await world.RunAsync(server.Url.ToString(), "busy.rdb");

        Assert.True(code == 0, output);
        Assert.Equal(Dump, (await world.BlobOf("busy.rdb").DownloadContentAsync()).Value.Content.ToArray());
    }

    [Fact]
    public async Task Another_blob_of_that_name_ends_with_5_and_is_left_as_it_is()
    {
        await world.RunAsync(Write("first.rdb", Dump), "taken.rdb");

        var (code, output) = await world.RunAsync(Write("second.rdb", RdbFile.OfLength(2000, seed: 2)), "taken.rdb", "--json");

        Assert.True(code == 5, output);
        Assert.Equal("blob-conflict", (string)JsonNode.Parse(output)!["fault"]!);
        Assert.Equal(Dump, (await world.BlobOf("taken.rdb").DownloadContentAsync()).Value.Content.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_500_000)]
    [InlineData(2_999_999)]
    public async Task Bad_file_ends_with_6_and_says_where_and_nothing_is_committed(int flipped)
    {
        byte[] content = [.. Dump];
        content[flipped] ^= 1;
        var name = $"bad-{flipped}.rdb";

        var (code, output) = await world.RunAsync(Write(name, content), name, "--json");

        Assert.True(code == 6, output);
        Assert.Contains(
            $"at offset {(flipped == 0 ? 0 : Dump.Length - 8)}", (string)JsonNode.Parse(output)!["error"]!, StringComparison.Ordinal);
        Assert.False(await world.BlobOf(name).ExistsAsync());
    }

    [Fact]
    public async Task Interrupt_ends_with_130_and_the_same_command_goes_on()
    {
        await using var server = await FileServer.StartAsync(Dump);
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.BeforePiece = (at, _, token) =>
        {
            if (at < 2 << 20)
            {
                return Task.CompletedTask;
            }

            held.TrySetResult();
            return Task.Delay(Timeout.Infinite, token);
        };
        await using var copy = await world.StartAsync(server.Url.ToString(), "interrupted.rdb");
        await held.Task.WaitAsync(TimeSpan.FromMinutes(2));
        await Eventually.HoldsAsync(async () => await world.StagedOrNoneAsync("interrupted.rdb") >= 1 << 20);
        copy.Interrupt();

        var (code, output) = await CopyWorld.EndAsync(copy);
        server.BeforePiece = null;
        var (again, _) = await world.RunAsync(server.Url.ToString(), "interrupted.rdb");

        Assert.True(code == 130, output);
        Assert.Equal(0, again);
        Assert.Equal(Dump, (await world.BlobOf("interrupted.rdb").DownloadContentAsync()).Value.Content.ToArray());
    }

    [Theory]
    [InlineData("crc64", "x-ms-content-crc64")]
    [InlineData("md5", "Content-MD5")]
    [InlineData(null, "Content-MD5")]
    public async Task Block_that_is_damaged_on_its_way_is_refused_by_the_service_and_sent_again(string? checksum, string header)
    {
        var damaged = 0;
        var checkedBlocks = 0;
        var name = $"damaged-{checksum}.rdb";
        world.Counter.Before = (request, body) =>
        {
            if (request.Query["comp"] == "block" && Interlocked.Increment(ref damaged) == 1)
            {
                body[body.Length / 2] ^= 1;
            }

            if (request.Query["comp"] == "block" && request.Headers.ContainsKey(header))
            {
                Interlocked.Increment(ref checkedBlocks);
            }

            return Task.CompletedTask;
        };

        var (code, output) = await world.RunAsync(
            Write(name, Dump), name, checksum is null ? [] : ["--checksum", checksum]);

        world.Counter.Before = null;
        Assert.True(code == 0, output);
        // Three blocks, and one of them again.
        Assert.Equal((4, 4), (damaged, checkedBlocks));
        Assert.Equal(Dump, (await world.BlobOf(name).DownloadContentAsync()).Value.Content.ToArray());
    }

    private string Write(string name, byte[] content)
    {
        var path = _folder.File(name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
