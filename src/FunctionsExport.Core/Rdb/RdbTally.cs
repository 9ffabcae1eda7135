using System.Runtime.CompilerServices;

namespace FunctionsExport.Rdb;

/// <summary>What a walk counts and notes. Bounded, whatever the file holds.</summary>
internal sealed class RdbTally
{
    /// <summary>How many bytes of a key's name are shown.</summary>
    public const int NameBytes = 128;

    /// <summary>The longest name and value of an AUX field that is kept, in bytes.</summary>
    public const int AuxBytes = 256;

    private const int MostDatabases = 1024;
    private const int MostAux = 64;
    private const int MostModules = 64;

    private readonly SortedDictionary<long, Counts> _databases = [];
    private readonly Dictionary<string, string> _aux = [];
    private readonly List<ulong> _modules = [];
    private readonly byte[] _biggestName = new byte[NameBytes];
    private Counts? _current;
    private int _auxSeen;
    private long _database;
    private long _keysElsewhere;
    private long _keysWithExpiryElsewhere;
    private RdbKind _biggestKind;
    private RdbString _biggestHeader;
    private long _biggestDatabase;
    private long? _biggestElements;

    /// <summary>How many libraries of functions there are.</summary>
    public long Functions { get; set; }

    /// <summary>The size of the biggest key so far, in bytes; 0 before the first.</summary>
    public long BiggestBytes { get; private set; }

    /// <summary>The AUX fields so far.</summary>
    public IReadOnlyDictionary<string, string> Aux => _aux;

    /// <summary>Whether another AUX field would be noted.</summary>
    public bool HasRoomForAux => _auxSeen < MostAux;

    /// <summary>All keys so far.</summary>
    public long Keys => _keysElsewhere + _databases.Values.Sum(counts => counts.Keys);

    /// <summary>The keys so far that have a time to live.</summary>
    public long KeysWithExpiry => _keysWithExpiryElsewhere + _databases.Values.Sum(counts => counts.KeysWithExpiry);

    /// <summary>The keys that follow are in another database.</summary>
    public void SelectDatabase(long number)
    {
        _database = number;
        _current = null;
    }

    /// <summary>Counts a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public void AddKey(RdbKind kind, bool expires)
    {
        if ((_current ??= FindCurrent()) is { } counts)
        {
            counts.PerKind[(int)kind]++;
            counts.KeysWithExpiry += expires ? 1 : 0;
            return;
        }

        _keysElsewhere++;
        _keysWithExpiryElsewhere += expires ? 1 : 0;
    }

    /// <summary>Notes the key that was counted last as the biggest.</summary>
    public void SetBiggest(RdbKind kind, long bytes, long? elements, RdbString header, ReadOnlySpan<byte> storedName)
    {
        BiggestBytes = bytes;
        _biggestKind = kind;
        _biggestDatabase = _database;
        _biggestElements = elements;
        _biggestHeader = header;
        storedName.CopyTo(_biggestName);
    }

    /// <summary>Notes an AUX field: the first of its name, unless there were many already.</summary>
    public void AddAux(string name, string value)
    {
        _auxSeen++;
        _aux.TryAdd(name, value);
    }

    /// <summary>Notes a module by the number that stands for its name and the version of its format in the file.</summary>
    public void AddModule(ulong id)
    {
        if (_modules.Count < MostModules && !_modules.Contains(id))
        {
            _modules.Add(id);
        }
    }

    /// <summary>The modules' names in order.</summary>
    public List<string> ReportModules() => [.. _modules.Select(NameModule).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The databases by number.</summary>
    public List<RdbDatabase> ReportDatabases() =>
        [.. _databases.Select(entry => new RdbDatabase(entry.Key, entry.Value.Keys, entry.Value.KeysWithExpiry, entry.Value.Report()))];

    /// <summary>The biggest key; null when there is none.</summary>
    public RdbBiggestKey? ReportBiggest()
    {
        if (BiggestBytes == 0)
        {
            return null;
        }

        var stored = _biggestName.AsSpan(0, (int)Math.Min(NameBytes, _biggestHeader.Stored));
        var name = RdbText.Show(_biggestHeader, stored, NameBytes);
        return new RdbBiggestKey(_biggestDatabase, _biggestKind, BiggestBytes, _biggestElements, name);
    }

    // Nine characters of six bits each, and ten bits of version (Redis, moduleTypeNameByID in src/module.c).
    private static string NameModule(ulong id)
    {
        const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return string.Create(9, id, static (text, id) =>
        {
            for (var place = 0; place < text.Length; place++)
            {
                text[place] = Characters[(int)(id >> (58 - (6 * place))) & 0x3F];
            }
        });
    }

    private Counts? FindCurrent()
    {
        if (!_databases.TryGetValue(_database, out var counts) && _databases.Count < MostDatabases)
        {
            _databases.Add(_database, counts = new Counts());
        }

        return counts;
    }

    private sealed class Counts
    {
        private static readonly RdbKind[] Kinds = Enum.GetValues<RdbKind>();

        public long[] PerKind { get; } = new long[Kinds.Length];

        public long KeysWithExpiry { get; set; }

        public long Keys => PerKind.Sum();

        public Dictionary<RdbKind, long> Report() =>
            Kinds.Where(kind => PerKind[(int)kind] > 0).ToDictionary(kind => kind, kind => PerKind[(int)kind]);
    }
}
