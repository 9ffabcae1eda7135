using System.Globalization;
using System.Text.Json.Nodes;

namespace FunctionsExport.Emulators.Tencent.V3;

/// <summary>Makes an object of parameters as a query has them: <c>Status.0=2&amp;LimitVpc.0.Region=…</c>.</summary>
internal static class FlatParameters
{
    /// <summary>The parameters as JSON; all values are strings.</summary>
    public static JsonObject Read(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var root = new JsonObject();
        foreach (var (name, value) in parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var parts = name.Split('.');
            var node = root;
            foreach (var part in parts[..^1])
            {
                if (node[part] is not JsonObject child)
                {
                    node[part] = child = [];
                }

                node = child;
            }

            node[parts[^1]] = value;
        }

        return (JsonObject)Arrays(root);
    }

    private static JsonNode Arrays(JsonObject node)
    {
        var indexed = node.Count > 0 && node.All(pair => int.TryParse(pair.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _));
        var pairs = node.Select(pair => (pair.Key, Value: pair.Value is JsonObject child ? Arrays(child) : pair.Value!.DeepClone()));
        return indexed
            ? new JsonArray([.. pairs.OrderBy(pair => int.Parse(pair.Key, CultureInfo.InvariantCulture)).Select(pair => pair.Value)])
            : new JsonObject(pairs.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)));
    }
}
