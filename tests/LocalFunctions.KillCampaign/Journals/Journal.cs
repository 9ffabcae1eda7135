using System.Text.Json;

namespace LocalFunctions.KillCampaign.Journals;

/// <summary>
/// What the killed process has seen, one line of JSON an entry. An entry is in the file when <see cref="Write"/> returns: a
/// kill of the process takes nothing from the operating system's cache.
/// </summary>
internal sealed class Journal : IDisposable
{
    private readonly FileStream _file;
    private readonly Lock _lock = new();

    private Journal(FileStream file) => _file = file;

    /// <summary>Opens the file to append to it.</summary>
    public static Journal Open(string path)
    {
        var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        // A line that the kill has cut off ends here.
        file.Write("\n"u8);
        return new Journal(file);
    }

    /// <summary>Reads the entries; a line that the kill has cut off is none.</summary>
    public static List<JournalEntry> Read(string path)
        => File.Exists(path) ? [.. File.ReadLines(path).Select(Parse).OfType<JournalEntry>()] : [];

    public void Write(JournalEntry entry)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(entry), (byte)'\n'];
        lock (_lock)
        {
            _file.Write(line);
        }
    }

    public void Dispose() => _file.Dispose();

    private static JournalEntry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<JournalEntry>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
