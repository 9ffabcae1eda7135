using System.Globalization;

namespace FunctionsExport.Emulators.Tencent.V2;

/// <summary>A call that was signed well: its parameters, by their types.</summary>
internal sealed class V2Call(IReadOnlyDictionary<string, string> parameters, Region region)
{
    public Region Region { get; } = region;

    public string Action => parameters["Action"];

    /// <summary>An optional text; null when it is not there.</summary>
    public string? Text(string name) => parameters.GetValueOrDefault(name);

    /// <exception cref="BusinessException">It is missing or empty.</exception>
    public string RequiredText(string name) => Text(name) is { Length: > 0 } text ? text : throw Wrong(name, "is missing");

    /// <exception cref="BusinessException">It is not a number that is not negative.</exception>
    public int? Number(string name) => Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Wrong(name, "is not a number");

    /// <exception cref="BusinessException">It is missing or not a number.</exception>
    public int RequiredNumber(string name) => Number(name) ?? throw Wrong(name, "is missing");

    /// <exception cref="BusinessException">It is not a time.</exception>
    public DateTimeOffset? Time(string name) => Text(name) is not { } text ? null
        : ChinaTime.TryRead(text, out var time) ? time
        : throw Wrong(name, "is not yyyy-MM-dd HH:mm:ss");

    /// <summary>The values <c>name.0</c>, <c>name.1</c>, …</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        var texts = new List<string>();
        while (Text(string.Create(CultureInfo.InvariantCulture, $"{name}.{texts.Count}")) is { } text)
        {
            texts.Add(text);
        }

        return texts;
    }

    public static BusinessException Wrong(string name, string fault) =>
        new(BusinessError.InvalidParameter, $"The parameter {name} {fault}.");
}
