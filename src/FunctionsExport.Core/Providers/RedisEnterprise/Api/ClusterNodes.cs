namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>The nodes that a source lists, and which of them answered last.</summary>
internal sealed class ClusterNodes(IReadOnlyList<Uri> endpoints)
{
    private int _first;

    /// <summary>How many there are.</summary>
    public int Count => endpoints.Count;

    /// <summary>Every node once, the one that answered last first.</summary>
    public IReadOnlyList<Uri> InOrder()
    {
        var first = Volatile.Read(ref _first);
        return [.. endpoints.Skip(first), .. endpoints.Take(first)];
    }

    /// <summary>The node's place in the list, from 1: endpoints are never logged.</summary>
    public int NumberOf(Uri node) => IndexOf(node) + 1;

    /// <summary>The next call begins with this node.</summary>
    public void Prefer(Uri node) => Volatile.Write(ref _first, IndexOf(node));

    /// <summary>The next call does not begin with this node, where there is another.</summary>
    public void Leave(Uri node)
    {
        var index = IndexOf(node);
        Interlocked.CompareExchange(ref _first, (index + 1) % endpoints.Count, index);
    }

    /// <summary>The listed node that a redirect leads to; null when it leads elsewhere, or to another path.</summary>
    public Uri? Find(Uri? location, string path) => location is not null && location.UserInfo.Length == 0
        ? endpoints.FirstOrDefault(e =>
            Uri.Compare(e, location, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0
            && new Uri(e, path).AbsolutePath == location.AbsolutePath)
        : null;

    private int IndexOf(Uri node) => endpoints.Index().First(e => e.Item == node).Index;
}
