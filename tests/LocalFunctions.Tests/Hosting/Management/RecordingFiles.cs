using System.Text.RegularExpressions;

namespace LocalFunctions.Tests.Hosting.Management;

/// <summary>Reads the recordings.</summary>
public static partial class RecordingFiles
{
    /// <summary>All recordings by number.</summary>
    public static IReadOnlyList<Recording> All { get; } = [.. ReadAll().OrderBy(recording => recording.Number)];

    private static IEnumerable<Recording> ReadAll()
    {
        var assembly = typeof(RecordingFiles).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".http", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            foreach (var block in Block().Matches(reader.ReadToEnd().ReplaceLineEndings("\n")).Cast<Match>())
            {
                yield return Read(block);
            }
        }
    }

    private static Recording Read(Match block)
    {
        var text = block.Groups["text"].Value;
        var answer = text.IndexOf("\nHTTP/1.1 ", StringComparison.Ordinal);
        return new Recording(
            int.Parse(block.Groups["number"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture),
            block.Groups["title"].Value,
            ReadMessage(text[..answer]),
            ReadMessage(text[(answer + 1)..]));
    }

    private static RecordedMessage ReadMessage(string text)
    {
        var parts = text.Trim('\n').Split("\n\n", 2);
        var lines = parts[0].Split('\n');
        return new RecordedMessage(
            lines[0],
            [.. lines[1..].Select(line => line.Split(": ", 2)).Select(header => KeyValuePair.Create(header[0], header[1]))],
            parts.Length > 1 ? parts[1] : null);
    }

    [GeneratedRegex(@"^### (?<number>\d+)\. (?<title>.*)\n(?<text>(?:(?!### ).*\n?)+)", RegexOptions.Multiline)]
    private static partial Regex Block();
}
