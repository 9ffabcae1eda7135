using System.Text.Json.Nodes;

namespace FunctionsExport.Emulators.Tencent.V3;

/// <summary>What a request asks, once its signature was found good.</summary>
/// <param name="SecretId">Who asks.</param>
/// <param name="Service">The product that the signature is for.</param>
/// <param name="Action">The action.</param>
/// <param name="Version">The API's version.</param>
/// <param name="Region">The region, as it was given.</param>
/// <param name="Parameters">The action's parameters.</param>
/// <param name="AreTexts">Whether all values are strings, as in a query.</param>
internal sealed record V3Request(
    string SecretId, string Service, string Action, string Version, string Region, JsonObject Parameters, bool AreTexts);
