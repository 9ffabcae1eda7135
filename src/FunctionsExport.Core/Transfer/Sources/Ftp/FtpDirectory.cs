namespace FunctionsExport.Transfer.Sources.Ftp;

/// <summary>Reads a directory listing to its end.</summary>
/// <param name="data">The listing's data connection.</param>
/// <param name="parse">Reads a line; null where it names no file.</param>
internal sealed class FtpDirectory(FtpData data, Func<string, FtpEntry?> parse)
{
    private const int MaxLineBytes = 8192;
    private const long MaxBytes = 256L * 1024 * 1024;

    /// <summary>The files.</summary>
    public async Task<IReadOnlyList<FtpEntry>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var stream = new FtpDataStream(data);
        var lines = new BoundedLines(stream, MaxLineBytes, MaxBytes);
        var files = new List<FtpEntry>();
        while (await lines.ReadAsync(cancellationToken) is { } line)
        {
            if (parse(line) is { } file)
            {
                files.Add(file);
            }
        }

        await data.EndAsync(cancellationToken);
        return files;
    }
}
