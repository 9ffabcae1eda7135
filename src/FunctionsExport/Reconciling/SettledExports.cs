namespace FunctionsExport.Reconciling;

/// <summary>
/// The exports that <see cref="Reconciler"/> has found ended. Their orchestrations stay listed until they are purged and need not be
/// looked at again.
/// </summary>
public sealed class SettledExports
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Whether an export was found ended.</summary>
    public bool Contains(string id)
    {
        lock (_gate)
        {
            return _ids.Contains(id);
        }
    }

    /// <summary>Remembers an export.</summary>
    public void Add(string id)
    {
        lock (_gate)
        {
            _ids.Add(id);
        }
    }

    /// <summary>Forgets all whose orchestrations are not listed any more.</summary>
    public void KeepOnly(IReadOnlySet<string> listed)
    {
        lock (_gate)
        {
            _ids.IntersectWith(listed);
        }
    }
}
