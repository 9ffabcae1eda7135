using LocalFunctions.Worker;

namespace LocalFunctions.Hosting.Keys;

/// <summary>The keys of the configuration.</summary>
internal sealed record AccessKeys
{
    /// <summary>No key at all.</summary>
    public static AccessKeys None { get; } = new();

    /// <summary>Opens everything; null when there is none.</summary>
    public AccessKey? Master { get; init; }

    /// <summary>Each opens every function of level Function.</summary>
    public IReadOnlyList<AccessKey> Host { get; init; } = [];

    /// <summary>By function name: each opens that function, when its level is Function.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<AccessKey>> Functions { get; init; } =
        new Dictionary<string, IReadOnlyList<AccessKey>>();

    /// <summary>The system key of the management API; null when one is to be generated.</summary>
    public string? DurableTaskExtension { get; init; }

    /// <summary>Whether functions ask for keys: without any key for them they answer everybody.</summary>
    public bool AreEnforced => Master is not null || Host.Count > 0 || Functions.Count > 0;

    /// <summary>The keys that open a function.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="level">Its level; not Anonymous, which needs no key.</param>
    public IReadOnlyList<AccessKey> For(string function, AuthorizationLevel level)
    {
        IEnumerable<AccessKey> keys = Master is null ? [] : [Master];

        // No key stands for a user, and no function has a system key: what is left is the master key, as for Admin.
        return level == AuthorizationLevel.Function
            ? [.. keys, .. Host, .. Functions.GetValueOrDefault(function, [])]
            : [.. keys];
    }
}
