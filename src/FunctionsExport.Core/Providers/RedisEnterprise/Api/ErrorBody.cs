using System.Text;
using System.Text.Json;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>What the body of an error says.</summary>
/// <param name="Code">Its <c>error_code</c>; null when it has none.</param>
/// <param name="Message">Its <c>message</c> or <c>description</c>, or the body itself when that is plain text.</param>
/// <remarks>The documentation has both <c>message</c> and <c>description</c>; a proxy in between answers neither.</remarks>
internal sealed record ErrorBody(string? Code, string? Message)
{
    private static readonly ErrorBody None = new(null, null);

    /// <summary>Reads a body of any kind; it may be empty.</summary>
    public static ErrorBody Read(byte[]? body)
    {
        if (body is null or [])
        {
            return None;
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            return root.ValueKind switch
            {
                JsonValueKind.Object => new ErrorBody(
                    TextOf(root, "error_code"), TextOf(root, "message") ?? TextOf(root, "description")),
                JsonValueKind.String => new ErrorBody(null, root.GetString()),
                _ => None,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            var text = Encoding.UTF8.GetString(body).Trim();

            // A page of HTML tells nothing that fits into a message.
            return text.StartsWith('<') ? None : new ErrorBody(null, text);
        }
    }

    private static string? TextOf(JsonElement root, string field) =>
        root.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? value.ToString()
            : null;
}
