namespace LocalFunctions.Tests.Api;

/// <summary>Compares mirrored types with the listing of what they mirror.</summary>
internal sealed class ApiGuard(ApiListing listing, IReadOnlyDictionary<string, string> namespaces)
{
    private readonly TypeRenderer _renderer = new(new TypeNames(namespaces));

    /// <summary>Every difference, each a sentence that says what ours is and what the real one is.</summary>
    public IReadOnlyList<string> Differences(IEnumerable<Type> types) =>
        [.. types.Select(_renderer.Render).OrderBy(type => type.Name, StringComparer.Ordinal).SelectMany(Differences)];

    private IEnumerable<string> Differences(RenderedType ours)
    {
        if (listing.Find(ours.Name) is not { } real)
        {
            yield return $"{ours.Name}: the real packages have no such public type.";
            yield break;
        }

        if (ours.Kind != real.Kind)
        {
            yield return $"{ours.Name}: ours is '{ours.Kind}', the real one '{real.Kind}'.";
        }

        // The real parents are the base class, if there is one, and then all interfaces.
        var hasBase = real.Interfaces.Count > 0 && !IsInterfaceName(real.Interfaces[0]);
        var realBase = hasBase ? real.Interfaces[0] : null;
        if (ours.Base != realBase)
        {
            yield return $"{ours.Name}: our base is '{ours.Base ?? "object"}', the real one '{realBase ?? "object"}'.";
        }

        foreach (var contract in ours.Interfaces.Except(real.Interfaces))
        {
            yield return $"{ours.Name}: ours implements '{contract}', the real one does not.";
        }

        foreach (var member in ours.Members.Where(member => !listing.Contains(member)))
        {
            var namesakes = string.Concat(listing.Namesakes(member).Select(line => $"{Environment.NewLine}      real: {line}"));
            yield return namesakes.Length == 0
                ? $"{member}{Environment.NewLine}      real: no member of that name"
                : $"{member}{namesakes}";
        }
    }

    private static bool IsInterfaceName(string name)
    {
        var simple = name.Split('<')[0].Split('.')[^1];
        return simple.Length > 1 && simple[0] == 'I' && char.IsUpper(simple[1]);
    }
}
