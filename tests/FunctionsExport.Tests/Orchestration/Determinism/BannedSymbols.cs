using System.Reflection;
using System.Runtime.CompilerServices;

namespace FunctionsExport.Tests.Orchestration.Determinism;

/// <summary>What orchestrators must not use: the list that the compiler's analyzer reads.</summary>
internal sealed class BannedSymbols
{
    private readonly HashSet<string> _ids;

    private BannedSymbols(IEnumerable<string> ids) => _ids = [.. ids];

    public IReadOnlyCollection<string> Ids => _ids;

    public static BannedSymbols Read()
    {
        using var stream = typeof(BannedSymbols).Assembly.GetManifestResourceStream("BannedSymbols.txt")!;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new BannedSymbols(lines.Select(line => line.Split(';')[0]));
    }

    /// <summary>Whether a method, or the property, type or namespace that it belongs to, is on the list.</summary>
    /// <param name="used">What is called or referred to.</param>
    /// <param name="user">By what.</param>
    public bool Contains(MethodBase used, MethodBase user)
    {
        // Written by the compiler into every iterator.
        if (used.Name == "get_CurrentManagedThreadId" && user.DeclaringType!.IsDefined(typeof(CompilerGeneratedAttribute)))
        {
            return false;
        }

        return _ids.Contains(DocumentationId.Of(used))
            || (DocumentationId.OfProperty(used) is { } property && _ids.Contains(property))
            || DocumentationId.Around(used.DeclaringType!).Any(_ids.Contains);
    }
}
