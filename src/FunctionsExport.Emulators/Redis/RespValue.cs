using System.Globalization;
using System.Text;

namespace FunctionsExport.Emulators.Redis;

/// <summary>One RESP2 reply: a text or bulk string, an integer, an array, an error, or null.</summary>
internal sealed record RespValue(RespKind Kind, ReadOnlyMemory<byte> Bytes, IReadOnlyList<RespValue> Items)
{
    public static readonly RespValue Null = new(RespKind.Null, default, []);

    /// <summary>The text of a string, integer or error; empty for null.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>The number of an integer, or of a string that holds one.</summary>
    /// <exception cref="FormatException">It holds none.</exception>
    public long Integer => long.Parse(Bytes.Span, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
