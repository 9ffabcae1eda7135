using System.CommandLine;
using FunctionsExport.Transfer;

namespace FunctionsExport.Copy;

/// <summary>The command <c>copy</c>: brings a file to Blob Storage, proven on the way.</summary>
internal static class CopyCommand
{
    public const string Name = "copy";

    private const string Text = """
        Brings an RDB file, plain or gzip, to a block blob. It is read once and verified on the way, as verify does it; a file that is
        bad is never committed. What an earlier try has sent is not sent again.

        SOURCE is a file or an http or https URL. BLOB is a blob's URL with a SAS, or container/name in the account of the connection
        string in AZURE_STORAGE_CONNECTION_STRING.

        Exit codes: 0 copied and proven; 3 copied, but nothing in the file could prove it; 2 wrong usage; 4 the source failed; 5 Blob
        Storage failed or has another blob of that name; 6 the file is bad; 130 interrupted. Only with 0 and 3 the blob is there.
        """;

    /// <summary>Runs the command line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var source = new Argument<string>("SOURCE") { Description = "A file, or an http or https URL." };
        var blob = new Argument<string>("BLOB") { Description = "A blob's URL with a SAS, or container/name." };
        var json = new Option<bool>("--json") { Description = "One JSON document on the standard output." };
        var limit = new Option<int?>("--limit") { Description = "Read at most so many MiB a second." };
        var block = new Option<int?>("--block") { Description = "The size of a block in MiB, 1 to 40." };
        var checksum = new Option<string?>("--checksum")
        {
            Description = "What the service checks each block by, crc64 or md5; else crc64, and md5 where the service is Azurite.",
        };
        checksum.AcceptOnlyFromAmong("crc64", "md5");
        var command = new Command(Name, Text) { source, blob, json, limit, block, checksum };
        limit.Validators.Add(r => Check(r.GetValueOrDefault<int?>(), 1, 100_000, "--limit", r.AddError));
        block.Validators.Add(r => Check(r.GetValueOrDefault<int?>(), 1, 40, "--block", r.AddError));
        command.SetAction((line, cancellationToken) => CopyRun.RunAsync(
            new CopyRequest(
                line.GetRequiredValue(source),
                line.GetRequiredValue(blob),
                line.GetValue(json),
                line.GetValue(limit),
                line.GetValue(block),
                line.GetValue(checksum) switch { "crc64" => BlockChecksum.Crc64, "md5" => BlockChecksum.Md5, _ => null }),
            cancellationToken));
        var line = new RootCommand("FunctionsExport on this machine. Without a command it is the app.") { command }.Parse(args);
        if (line.Errors.Count == 0)
        {
            return await line.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
        }

        foreach (var error in line.Errors)
        {
            await Console.Error.WriteLineAsync(error.Message);
        }

        await Console.Error.WriteLineAsync("Usage: FunctionsExport.Local copy SOURCE BLOB [--json]; --help tells more.");
        return (int)CopyExitCode.Usage;
    }

    private static void Check(int? value, int min, int max, string name, Action<string> addError)
    {
        if (value < min || value > max)
        {
            addError($"{name} must be a whole number from {min} to {max}.");
        }
    }
}
