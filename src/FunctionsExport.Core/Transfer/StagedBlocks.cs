using FunctionsExport.Rdb;

namespace FunctionsExport.Transfer;

/// <summary>The blocks of a file that the sink has from before.</summary>
internal sealed class StagedBlocks
{
    private readonly Dictionary<(int Index, int Length, ulong Crc64), string> _names = [];
    private readonly List<(BlockId Id, string Name)> _blocks = [];

    /// <param name="staged">What the sink lists.</param>
    public StagedBlocks(IEnumerable<(string Name, long Size)> staged)
    {
        foreach (var (name, size) in staged)
        {
            if (BlockId.Parse(name) is { } id && id.Length == size)
            {
                _names[(id.Index, id.Length, id.Crc64)] = name;
                _blocks.Add((id, name));
            }
        }
    }

    /// <summary>The name under which a block is staged, whatever version of the file it came from; null when it is not.</summary>
    public string? Find(int index, int length, ulong crc64) => _names.GetValueOrDefault((index, length, crc64));

    /// <summary>
    /// What other copies have staged of an RDB from its start without a gap: one of each version of it, the longest first.
    /// </summary>
    public IEnumerable<StagedBeginning> FindBeginnings() => _blocks
        .Where(b => b.Id.IsPlainRdb && b.Id.Version != UInt128.Zero)
        .GroupBy(b => b.Id.Version)
        .Select(version => BeginningOf(version.Key, version.ToLookup(b => b.Id.Index)))
        .Where(beginning => beginning.Length > 0)
        .OrderByDescending(beginning => beginning.Length);

    private static StagedBeginning BeginningOf(UInt128 version, ILookup<int, (BlockId Id, string Name)> blocks)
    {
        var names = new List<string>();
        long length = 0;
        ulong crc = 0;

        // Two blocks of one place are of reads that did not agree: from there on it is read again.
        while (blocks[names.Count].Count() == 1)
        {
            var (id, name) = blocks[names.Count].Single();
            names.Add(name);
            length += id.Length;
            crc = Crc64.Combine(crc, id.Crc64, id.Length);
        }

        return new StagedBeginning(names, length, crc, version);
    }
}
