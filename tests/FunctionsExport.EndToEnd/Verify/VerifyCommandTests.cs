using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.Samples;

namespace FunctionsExport.EndToEnd.Verify;

/// <summary>The command <c>verify</c> as users run it, on files of a real server.</summary>
public sealed class VerifyCommandTests : IAsyncLifetime, IDisposable
{
    private const int Keys = 1100;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TempFolder _folder = new("verify");

    private string Good => _folder.File("good.rdb");

    private string Gzip => _folder.File("good.rdb.gz");

    private string Bad => _folder.File("bad.rdb");

    public async Task InitializeAsync()
    {
        await using var server = await RedisServer.StartAsync();
        await SampleData.FillAsync([server.Address], new SampleDataOptions { Keys = Keys }, CancellationToken.None);
        await server.CallAsync("SAVE");
        File.Copy(Path.Combine(server.DataFolder, "dump.rdb"), Good);
        var rdb = await File.ReadAllBytesAsync(Good);
        await using (var gzip = new GZipStream(File.Create(Gzip), CompressionLevel.Fastest))
        {
            await gzip.WriteAsync(rdb);
        }

        rdb[^1] ^= 1;
        await File.WriteAllBytesAsync(Bad, rdb);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Good_files_end_with_0_and_a_table_each()
    {
        var (code, output, error) = await RunAsync([Good, Gzip]);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(2, output.Split("full: walked to its end, checksum right").Length - 1);
        Assert.Contains(" 1,100 keys", output, StringComparison.Ordinal);
        Assert.Contains("1 gzip member", output, StringComparison.Ordinal);
        Assert.Contains("server          7.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_one_document_for_all_files()
    {
        var (code, output, _) = await RunAsync(["--json", Gzip, Bad, _folder.File("missing.rdb")]);

        var document = JsonNode.Parse(output)!;
        var files = document["files"]!.AsArray();
        Assert.Equal((6, 6), (code, (int)document["exitCode"]!));
        Assert.Equal([0, 6, 2], files.Select(f => (int)f!["exitCode"]!));
        Assert.Equal(["full", "none", "none"], files.Select(f => (string)f!["proof"]!));
        Assert.Equal("rdb.gz", (string)files[0]!["kind"]!);
        Assert.Equal(Keys, (int)files[0]!["rdb"]!["keys"]!);
        Assert.Equal(new FileInfo(Bad).Length - 8, (long)files[1]!["fault"]!["offset"]!);
        Assert.Contains("no such file", (string)files[2]!["error"]!, StringComparison.Ordinal);
        // Every field is there, whatever became of the file.
        Assert.Equal(files[0]!.AsObject().Select(f => f.Key), files[2]!.AsObject().Select(f => f.Key));
    }

    [Fact]
    public async Task Bad_file_ends_with_6_and_tells_where_and_what_to_do()
    {
        var (code, output, _) = await RunAsync([Bad]);

        Assert.Equal(6, code);
        Assert.Contains($"at offset {new FileInfo(Bad).Length - 8} of the RDB: expected checksum", output, StringComparison.Ordinal);
        Assert.Contains("copy it again", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_is_read_as_a_file_is()
    {
        var (code, output, _) = await RunAsync(["-"], await File.ReadAllBytesAsync(Gzip));

        Assert.Equal(0, code);
        Assert.Contains(" 1,100 keys", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_without_anything_to_prove_it_ends_with_3()
    {
        // A version to come, without a checksum: how much of it is right cannot be told.
        var rdb = await File.ReadAllBytesAsync(Good);
        "REDIS9999"u8.CopyTo(rdb);
        rdb.AsSpan(^8..).Clear();
        rdb[9] = 200;

        var (code, output, _) = await RunAsync(["-"], rdb);

        Assert.Equal(3, code);
        Assert.Contains("proof           none", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData()]
    [InlineData("--jsn", "x.rdb")]
    [InlineData("/")]
    [InlineData("there-is-no-such-file.rdb")]
    public async Task Wrong_usage_ends_with_2(params string[] args)
    {
        var (code, output, error) = await RunAsync(args);

        Assert.Equal(2, code);
        Assert.NotEqual("", output + error);
    }

    [Fact]
    public async Task Name_of_a_file_cannot_command_the_terminal_or_forge_a_line()
    {
        var name = _folder.File("x\u001b[2J\u009b2J\n  proof           full\u202e.rdb");
        File.Copy(Bad, name);

        var (code, output, _) = await RunAsync([name]);
        var (jsonCode, json, _) = await RunAsync([name, "--json"]);

        Assert.Equal((6, 6), (code, jsonCode));
        Assert.Contains(@"x\u001b[2J\u009b2J\u000a  proof           full\u202e.rdb", output, StringComparison.Ordinal);
        Assert.DoesNotContain(output, c => char.IsControl(c) && c != '\n');
        Assert.DoesNotContain(json, c => char.IsControl(c) && c != '\n');
        Assert.Equal(name, (string)JsonNode.Parse(json)!["files"]![0]!["file"]!);
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("--json", 2)]
    [InlineData("", 6)]
    public async Task Report_that_cannot_be_written_is_told_and_hides_no_fault(string option, int expected)
    {
        var file = expected == 6 ? Bad : Good;
        var program = Path.Combine(AppContext.BaseDirectory, "FunctionsExport.Local.dll");
        var shell = new ProcessStartInfo("sh", ["-c", $"exec dotnet '{program}' verify '{file}' {option} > /dev/full"])
        {
            RedirectStandardError = true,
        };
        using var process = Process.Start(shell)!;
        using var limit = new CancellationTokenSource(Patience);
        var error = await process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);

        Assert.Equal(expected, process.ExitCode);
        Assert.StartsWith("The report cannot be written", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_tells_the_exit_codes()
    {
        var (code, output, _) = await RunAsync(["--help"]);

        Assert.Equal(0, code);
        Assert.Contains("6 a file is bad", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupt_ends_with_130()
    {
        using var process = Start(["-"]);
        // It waits for the rest of its input, which never comes.
        await process.StandardInput.BaseStream.WriteAsync((await File.ReadAllBytesAsync(Good)).AsMemory(0, 1000));
        await process.StandardInput.BaseStream.FlushAsync();
        using var limit = new CancellationTokenSource(Patience);
        do
        {
            using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
            await kill.WaitForExitAsync(limit.Token);
            await Task.Delay(200, limit.Token);
        }
        while (!process.HasExited);

        Assert.Equal(130, process.ExitCode);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string[] args, byte[]? input = null)
    {
        using var process = Start(args);
        using var limit = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        await process.StandardInput.BaseStream.WriteAsync(input ?? [], limit.Token);
        process.StandardInput.Close();
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output, await error);
    }

    private static Process Start(string[] args) => Process.Start(new ProcessStartInfo(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "FunctionsExport.Local.dll"), "verify", .. args])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
