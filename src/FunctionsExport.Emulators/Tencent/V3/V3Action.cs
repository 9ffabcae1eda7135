using System.Text.Json.Nodes;

namespace FunctionsExport.Emulators.Tencent.V3;

/// <summary>An action: what it takes and does.</summary>
/// <param name="Parameters">The parameters that it declares; any other is refused.</param>
/// <param name="Invoke">Gives the answer without its envelope.</param>
internal sealed record V3Action(IReadOnlySet<string> Parameters, Func<V3Call, JsonObject> Invoke);
