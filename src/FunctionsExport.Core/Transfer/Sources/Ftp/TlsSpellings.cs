namespace FunctionsExport.Transfer.Sources.Ftp;

/// <summary>
/// Lends each conversation a spelling of its host's name of its own, such as <c>fTp.example.com</c>. Names are the same in any case
/// (RFC 4343), but the platform keeps TLS sessions by their spelling: two conversations with one server at a time would take each
/// other's session, which servers that compare them refuse. All small letters are left to the other clients of this process, whose
/// sessions with the same host are kept beside ours.
/// </summary>
internal sealed class TlsSpellings
{
    private const int MostLetters = 16;
    private readonly HashSet<string> _lent = new(StringComparer.Ordinal);

    /// <summary>The spellings in use in this process.</summary>
    public static TlsSpellings Shared { get; } = new();

    /// <summary>A spelling that nobody else has, while there is one.</summary>
    public string Lend(string host)
    {
        var letters = host.Index().Where(c => char.IsAsciiLetter(c.Item)).Select(c => c.Index).Take(MostLetters).ToList();
        lock (_lent)
        {
            for (var number = 1; number < 1 << letters.Count; number++)
            {
                var spelling = string.Create(host.Length, (host, letters, number), static (span, of) =>
                {
                    of.host.AsSpan().CopyTo(span);
                    foreach (var (bit, index) in of.letters.Index())
                    {
                        span[index] = (of.number >> bit & 1) == 0
                            ? char.ToLowerInvariant(of.host[index])
                            : char.ToUpperInvariant(of.host[index]);
                    }
                });
                if (_lent.Add(spelling))
                {
                    return spelling;
                }
            }
        }

        return host;
    }

    /// <summary>Takes a spelling back.</summary>
    public void Return(string spelling)
    {
        lock (_lent)
        {
            _lent.Remove(spelling);
        }
    }
}
