namespace Catalogue.Bench;

/// <summary>Azurite's own log of its requests, a line each.</summary>
internal sealed class StorageLog(string path)
{
    /// <summary>How many requests it has answered so far.</summary>
    public async Task<int> CountAsync()
    {
        // A line is written once its answer has left.
        for (var last = -1; ;)
        {
            var count = Count();
            if (count == last)
            {
                return count;
            }

            last = count;
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    private int Count()
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var count = 0;
        while (reader.ReadLine() is { } line)
        {
            count += line.Contains(" HTTP/1.1\" ", StringComparison.Ordinal) ? 1 : 0;
        }

        return count;
    }
}
