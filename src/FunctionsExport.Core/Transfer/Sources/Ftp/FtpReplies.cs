using System.Globalization;

namespace FunctionsExport.Transfer.Sources.Ftp;

/// <summary>Reads the replies on a control connection. One that does not end is cut short by the limits, or by the caller's patience.</summary>
internal sealed class FtpReplies(Stream stream)
{
    private const int MaxLineBytes = 4096;
    private const int MaxReplyBytes = 64 * 1024;

    private readonly BoundedLines _lines = new(stream, MaxLineBytes, MaxReplyBytes);

    /// <summary>Whether the server has written more than the replies that were read.</summary>
    public bool HasMore => _lines.HasMore;

    /// <summary>The next reply, all its lines.</summary>
    public async Task<FtpReply> ReadAsync(CancellationToken cancellationToken)
    {
        _lines.Reset();
        var first = await ReadLineAsync(cancellationToken);
        if (CodeOf(first) is not { } code || (first.Length > 3 && first[3] is not (' ' or '-')))
        {
            throw new FtpException(FtpFailure.BadReply, "What answers does not speak FTP.");
        }

        var texts = new List<string> { TextOf(first) };
        if (first.Length > 3 && first[3] == '-')
        {
            var last = first[..3] + " ";
            string line;
            do
            {
                line = await ReadLineAsync(cancellationToken);
                texts.Add(line.StartsWith(last, StringComparison.Ordinal) ? TextOf(line) : line);
            }
            while (!line.StartsWith(last, StringComparison.Ordinal) && line != first[..3]);
        }

        return new FtpReply(code, texts);
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken) =>
        await _lines.ReadAsync(cancellationToken)
            ?? throw new FtpException(FtpFailure.Broken, "The server has closed the connection where a reply was to come.");

    private static int? CodeOf(string line) => line.Length >= 3
        && int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
        && code is >= 100 and < 600 ? code : null;

    private static string TextOf(string line) => line.Length > 4 ? line[4..] : "";
}
