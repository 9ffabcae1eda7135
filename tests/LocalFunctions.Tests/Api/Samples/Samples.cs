using System.Diagnostics.CodeAnalysis;

namespace LocalFunctions.Tests.Api.Samples;

[SuppressMessage("Design", "CA1052", Justification = "A sample for the guard.")]
public class Faithful
{
    public const int Size = 100;

    protected Faithful(string? name, int count = 1, CancellationToken token = default)
    {
        Name = $"{name}{count}{token}";
    }

    public string Name { get; init; }

    public virtual Task<string?> FindAsync<T>(string id, out int? hits, params string[] more)
        where T : class, IDisposable
    {
        hits = more.Length;
        return Task.FromResult<string?>(id);
    }

    public override string ToString() => Name;
}

public enum Colour
{
    Red = 0,
    Blue = 2,
}

public delegate bool Decide(string reason);

public sealed class Unlisted;
