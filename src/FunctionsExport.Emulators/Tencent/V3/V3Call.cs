using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FunctionsExport.Emulators.Tencent.V3;

/// <summary>A call that passed: its parameters, by their types.</summary>
internal sealed class V3Call(V3Request request, Region region)
{
    public Region Region { get; } = region;

    /// <exception cref="V3Exception">It is not a string.</exception>
    public string? Text(string name) => request.Parameters[name] is not { } node ? null
        : node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>()
        : throw new V3Exception(V3Error.WrongType(name));

    /// <exception cref="V3Exception">It is missing, empty or not a string.</exception>
    public string RequiredText(string name) =>
        Text(name) is { Length: > 0 } text ? text : throw new V3Exception(V3Error.Missing(name));

    /// <exception cref="V3Exception">It is not a whole number.</exception>
    public long? Number(string name) => request.Parameters[name] is { } node ? NumberOf(node, name) : null;

    /// <exception cref="V3Exception">It is missing or not a whole number.</exception>
    public long RequiredNumber(string name) => Number(name) ?? throw new V3Exception(V3Error.Missing(name));

    /// <exception cref="V3Exception">It is not a time.</exception>
    public DateTimeOffset? Time(string name) => Text(name) is not { } text ? null
        : ChinaTime.TryRead(text, out var time) ? time
        : throw new V3Exception(V3Error.WrongValue(name, "is not yyyy-MM-dd HH:mm:ss"));

    /// <summary>An array of whole numbers; empty when it is not there.</summary>
    /// <exception cref="V3Exception">It is something else.</exception>
    public IReadOnlyList<long> Numbers(string name) => [.. Items(name).Select(item => NumberOf(item, name))];

    /// <summary>An array of strings; empty when it is not there.</summary>
    /// <exception cref="V3Exception">It is something else.</exception>
    public IReadOnlyList<string> Texts(string name) => [.. Items(name).Select(item =>
        item.GetValueKind() == JsonValueKind.String ? item.GetValue<string>() : throw new V3Exception(V3Error.WrongType(name)))];

    private List<JsonNode> Items(string name) => request.Parameters[name] switch
    {
        null => [],
        JsonArray array when !array.Contains(null) => [.. array.OfType<JsonNode>()],
        _ => throw new V3Exception(V3Error.WrongType(name)),
    };

    private long NumberOf(JsonNode node, string name)
    {
        var kind = request.AreTexts ? JsonValueKind.String : JsonValueKind.Number;
        return node.GetValueKind() == kind
            && long.TryParse(node.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new V3Exception(V3Error.WrongType(name));
    }
}
