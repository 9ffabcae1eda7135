namespace FunctionsExport.Emulators.Redis;

/// <summary>Reads the answer of INFO: lines of <c>name:value</c> under <c># Section</c> headings.</summary>
internal static class RedisInfo
{
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split("\r\n"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                values[line[..colon]] = line[(colon + 1)..];
            }
        }

        return values;
    }
}
