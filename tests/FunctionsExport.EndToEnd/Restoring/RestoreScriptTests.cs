using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.EndToEnd.Processes;

namespace FunctionsExport.EndToEnd.Restoring;

/// <summary><c>scripts/restore.sh</c> makes a data folder of a whole export, and nothing of any other.</summary>
public sealed class RestoreScriptTests : IDisposable
{
    // An empty database: version, end, no checksum.
    private static readonly byte[] Rdb = [.. "REDIS0009"u8, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly TempFolder _folder = new("restore");
    private readonly JsonObject _manifest;

    public RestoreScriptTests()
    {
        Directory.CreateDirectory(Export);
        _manifest = new JsonObject
        {
            ["state"] = "succeeded",
            ["files"] = new JsonArray(Write("a_1_of_2.rdb", Rdb), Write("a_2_of_2.rdb.gz", Packed(Rdb))),
        };
    }

    private string Export => _folder.File("export");

    private string Data => _folder.File("data");

    private JsonNode File2 => _manifest["files"]![1]!;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Several_files_plain_or_packed_become_parts_in_their_order_and_an_empty_one()
    {
        Assert.Equal(0, (await RunAsync()).Code);

        var parts = Path.Combine(Data, "appendonlydir");
        Assert.Equal(
            ["file part-1.rdb seq 1 type b", "file part-2.rdb seq 1 type i", "file new.aof seq 2 type i"],
            await File.ReadAllLinesAsync(Path.Combine(parts, "appendonly.aof.manifest")));
        Assert.Equal(Rdb, await File.ReadAllBytesAsync(Path.Combine(parts, "part-1.rdb")));
        Assert.Equal(Rdb, await File.ReadAllBytesAsync(Path.Combine(parts, "part-2.rdb")));
        Assert.Empty(await File.ReadAllBytesAsync(Path.Combine(parts, "new.aof")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Data));
        }
    }

    [Fact]
    public async Task One_file_becomes_a_dump()
    {
        _manifest["files"] = new JsonArray(File2.DeepClone());

        Assert.Equal(0, (await RunAsync()).Code);

        Assert.Equal(Rdb, await File.ReadAllBytesAsync(Path.Combine(Data, "dump.rdb")));
        Assert.Single(Directory.GetFileSystemEntries(Data));
    }

    [Fact]
    public async Task File_that_was_not_hashed_is_taken_by_its_size()
    {
        File2["sha256"] = null;
        Assert.Equal(0, (await RunAsync()).Code);
    }

    [Theory]
    [InlineData("a file is missing", "a_2_of_2.rdb.gz is missing")]
    [InlineData("a file is cut", "does not have the")]
    [InlineData("a file has changed", "another SHA-256")]
    [InlineData("a file is no gzip inside", "cannot be unpacked")]
    [InlineData("a file is no RDB", "redis-check-rdb does not accept it")]
    [InlineData("the export has failed", "the export is failed")]
    [InlineData("the files are encrypted", "encrypted")]
    [InlineData("a name leads elsewhere", "outside its folder")]
    [InlineData("there are no files", "no files")]
    [InlineData("the manifest is none", "no manifest of an export")]
    [InlineData("the target is not empty", "is not empty")]
    public async Task Anything_else_is_refused_and_leaves_nothing(string fault, string said)
    {
        Make(fault);

        var (code, output) = await RunAsync();

        Assert.Equal(1, code);
        Assert.Contains(said, output, StringComparison.Ordinal);
        var left = Directory.GetFileSystemEntries(_folder.FullName).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(fault == "the target is not empty" ? ["data", "export"] : ["export"], left);
    }

    private void Make(string fault)
    {
        var second = Path.Combine(Export, "a_2_of_2.rdb.gz");
        switch (fault)
        {
            case "a file is missing":
                File.Delete(second);
                break;
            case "a file is cut":
                File.WriteAllBytes(second, Packed(Rdb)[..^1]);
                break;
            case "a file has changed":
                File.WriteAllBytes(second, [.. Packed(Rdb)[..^1], 1]);
                break;
            case "a file is no gzip inside":
                _manifest["files"]![1] = Write("a_2_of_2.rdb.gz", [.. Packed(Rdb)[..^8], 1, 2, 3, 4, 5, 6, 7, 8]);
                break;
            case "a file is no RDB":
                _manifest["files"]![1] = Write("a_2_of_2.rdb.gz", Packed("no snapshot of a database"u8.ToArray()));
                break;
            case "the export has failed":
                _manifest["state"] = "failed";
                break;
            case "the files are encrypted":
                File2["encrypted"] = true;
                break;
            case "a name leads elsewhere":
                File2["name"] = "../export/a_2_of_2.rdb.gz";
                break;
            case "there are no files":
                _manifest["files"] = new JsonArray();
                break;
            case "the manifest is none":
                _manifest.Remove("files");
                break;
            case "the target is not empty":
                Directory.CreateDirectory(Path.Combine(Data, "kept"));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, "unknown");
        }
    }

    private JsonObject Write(string name, byte[] content)
    {
        File.WriteAllBytes(Path.Combine(Export, name), content);
        return new JsonObject
        {
            ["name"] = name,
            ["size"] = content.Length,
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content)),
            ["encrypted"] = false,
            ["rdb"] = new JsonObject { ["keys"] = 0 },
        };
    }

    private static byte[] Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    private async Task<(int Code, string Output)> RunAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(Export, "manifest.json"), _manifest.ToJsonString());
        await using var script = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Name = "restore.sh",
            FileName = "bash",
            Arguments = [Path.Combine(Repository.Root, "scripts", "restore.sh"), Export, Data],
        });
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var code = await script.WaitForExitAsync(limit.Token);
        return (code, string.Join('\n', script.Output));
    }
}
