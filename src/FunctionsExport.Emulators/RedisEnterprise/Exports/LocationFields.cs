namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>The fields of a location of one type, besides <c>type</c>. All are strings.</summary>
/// <param name="Required">Those that must be there.</param>
/// <param name="Optional">Those that may be.</param>
/// <param name="OneOf">Those of which exactly one must be; empty for no such rule.</param>
internal sealed record LocationFields(
    IReadOnlyList<string> Required, IReadOnlyList<string> Optional, IReadOnlyList<string> OneOf)
{
    public LocationFields(IReadOnlyList<string> required, params string[] optional)
        : this(required, optional, [])
    {
    }
}
