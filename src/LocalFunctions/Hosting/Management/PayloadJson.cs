using System.Globalization;
using System.Text.Json;
using Newtonsoft.Json;

namespace LocalFunctions.Hosting.Management;

/// <summary>
/// Inputs, outputs and events as the management API reads and shows them: with the lenience and the spelling of the library
/// that the real extension uses. Values pass token by token: as objects they would take a hundred times their size.
/// </summary>
internal static class PayloadJson
{
    /// <summary>Shows a stored value: as JSON when it is that, as a string otherwise.</summary>
    public static void WriteStored(JsonWriter json, string? stored)
    {
        var text = stored?.Trim();
        if (string.IsNullOrEmpty(text) || !IsJson(text))
        {
            // Nothing, the reason of a termination, the message of a failure.
            json.WriteValue(text);
            return;
        }

        using var reader = ReaderOf(text);
        Copy(reader, json);
    }

    /// <summary>Reads the payload of an event.</summary>
    /// <exception cref="JsonReaderException">It is not JSON.</exception>
    public static JsonElement ReadEvent(string body) => Read(body, mayBeFollowed: true);

    /// <summary>Reads the input of an orchestration; null when there is none.</summary>
    /// <exception cref="JsonReaderException">It is not JSON, or something follows it.</exception>
    public static JsonElement? ReadInput(string body) =>
        string.IsNullOrWhiteSpace(body) ? null : Read(body, mayBeFollowed: false);

    // Orchestrators read strict JSON: what is more lenient is written anew.
    private static JsonElement Read(string body, bool mayBeFollowed)
    {
        if (TryParse(body) is { } strict)
        {
            return strict;
        }

        using var reader = ReaderOf(body);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text) { AutoCompleteOnClose = false })
        {
            Copy(reader, json);
        }

        while (!mayBeFollowed && reader.Read())
        {
            if (reader.TokenType != JsonToken.Comment)
            {
                throw new JsonReaderException("Additional text encountered after finished reading JSON content.");
            }
        }

        // It was lenient beyond what can be written.
        return TryParse(text.ToString()) ?? throw new JsonReaderException("The content cannot be written as strict JSON.");
    }

    private static JsonElement? TryParse(string text)
    {
        try
        {
            var element = JsonElement.Parse(text);
            return IsUnicode(text, element) ? element : null;
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or ArgumentException)
        {
            return null;
        }
    }

    // An escaped half of a character is found only when the text is asked for: too late, in the midst of a start. Written anew
    // it becomes U+FFFD.
    private static bool IsUnicode(string text, JsonElement element)
    {
        try
        {
            if (text.Contains("\\u", StringComparison.Ordinal))
            {
                using var json = new Utf8JsonWriter(Stream.Null);
                element.WriteTo(json);
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var reader = ReaderOf(text);
            Copy(reader, null);
            return true;
        }
        catch (JsonReaderException)
        {
            return false;
        }
    }

    /// <summary>Copies one value, comments left out.</summary>
    /// <exception cref="JsonReaderException">There is none, or it is cut short. The words are those of the library's own tree.</exception>
    private static void Copy(JsonTextReader reader, JsonWriter? json)
    {
        do
        {
            if (!reader.Read())
            {
                throw Fault(reader, reader.Depth == 0
                    ? "Error reading JToken from JsonReader."
                    : "Unexpected end of content.");
            }

            if (reader.TokenType != JsonToken.Comment)
            {
                json?.WriteToken(reader, writeChildren: false);
            }
        }
        while (reader.Depth > 0 || reader.TokenType is JsonToken.Comment or JsonToken.StartObject or JsonToken.StartArray
            or JsonToken.StartConstructor);
    }

    private static JsonReaderException Fault(JsonTextReader reader, string what) => new(
        FormattableString.Invariant($"{what} Path '{reader.Path}', line {reader.LineNumber}, position {reader.LinePosition}."));

    private static JsonTextReader ReaderOf(string text) =>
        new(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
}
