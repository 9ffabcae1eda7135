using FunctionsExport.Providers.RedisEnterprise.Settings;

namespace FunctionsExport.Providers.RedisEnterprise;

/// <summary>
/// Tells which sources name one cluster: those that have a node's address or a cluster name in common, directly or through others.
/// The order of a source's nodes and the one that answers make no difference.
/// </summary>
internal sealed class ClusterIdentities
{
    private readonly Lock _lock = new();

    // To each address and name another one of the same cluster that sorts before it; the first one has itself.
    private readonly Dictionary<string, string> _earlier = new(StringComparer.Ordinal);

    /// <summary>Takes a source's addresses and cluster name in.</summary>
    public void Add(RedisEnterpriseSettings settings)
    {
        lock (_lock)
        {
            foreach (var name in NamesOf(settings))
            {
                _earlier.TryAdd(name, name);
                Join(name, FirstNameOf(settings));
            }
        }
    }

    /// <summary>
    /// The cluster of a source that was taken in: the same for all sources of one cluster. It is final once all sources were taken in.
    /// </summary>
    public string Of(RedisEnterpriseSettings settings)
    {
        lock (_lock)
        {
            return RootOf(FirstNameOf(settings));
        }
    }

    private void Join(string a, string b)
    {
        var (first, second) = (RootOf(a), RootOf(b));
        if (string.CompareOrdinal(first, second) > 0)
        {
            (first, second) = (second, first);
        }

        _earlier[second] = first;
    }

    private string RootOf(string name)
    {
        while (_earlier[name] != name)
        {
            name = _earlier[name];
        }

        return name;
    }

    private static string FirstNameOf(RedisEnterpriseSettings settings) => NamesOf(settings).First();

    // A cluster name sorts before every address, so that adding an address changes nothing for a source that has one.
    private static IEnumerable<string> NamesOf(RedisEnterpriseSettings settings)
    {
        foreach (var endpoint in settings.Endpoints)
        {
            yield return endpoint.GetLeftPart(UriPartial.Authority) + (endpoint.IsDefaultPort ? ":443" : "");
        }

        if (settings.ClusterName is { } name)
        {
            yield return $"cluster:{name.ToLowerInvariant()}";
        }
    }
}
