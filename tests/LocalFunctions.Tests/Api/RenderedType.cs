namespace LocalFunctions.Tests.Api;

/// <summary>One type as the listings describe it.</summary>
/// <param name="Name">The full name.</param>
/// <param name="Kind">Class, interface and so on with its modifiers; for a delegate the whole signature.</param>
/// <param name="Base">The base class when it is not <see cref="object"/>.</param>
/// <param name="Interfaces">All interfaces, inherited ones too.</param>
/// <param name="Members">One line a member.</param>
internal sealed record RenderedType(
    string Name, string Kind, string? Base, IReadOnlyList<string> Interfaces, IReadOnlyList<string> Members);
