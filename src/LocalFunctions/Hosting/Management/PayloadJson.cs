using System.Text.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace LocalFunctions.Hosting.Management;

/// <summary>
/// Inputs, outputs and events as the management API reads and shows them: with the lenience and the spelling of the library
/// that the real extension uses.
/// </summary>
internal static class PayloadJson
{
    /// <summary>Shows a stored value: as JSON when it is that, as a string otherwise.</summary>
    public static void WriteStored(JsonWriter json, string? stored)
    {
        if (stored is null)
        {
            json.WriteNull();
            return;
        }

        if (Load(stored.Trim()) is { } token)
        {
            token.WriteTo(json);
        }
        else
        {
            json.WriteValue(stored.Trim());
        }
    }

    /// <summary>Reads the payload of an event.</summary>
    /// <exception cref="JsonReaderException">It is not JSON.</exception>
    public static JsonElement ReadEvent(string body)
    {
        using var reader = ReaderOf(body);
        return Strict(JToken.Load(reader), body);
    }

    /// <summary>Reads the input of an orchestration; null when there is none.</summary>
    /// <exception cref="JsonReaderException">It is not JSON, or something follows it.</exception>
    public static JsonElement? ReadInput(string body)
    {
        if (string.IsNullOrWhiteSpace(body))
        {
            return null;
        }

        using var reader = ReaderOf(body);
        var token = JToken.Load(reader, new JsonLoadSettings { CommentHandling = CommentHandling.Ignore });
        while (reader.Read())
        {
            if (reader.TokenType != JsonToken.Comment)
            {
                throw new JsonReaderException("Additional text encountered after finished reading JSON content.");
            }
        }

        return Strict(token, body);
    }

    private static JToken? Load(string text)
    {
        if (text.Length == 0)
        {
            return new JValue("");
        }

        try
        {
            using var reader = ReaderOf(text);
            return JToken.Load(reader);
        }
        catch (JsonReaderException)
        {
            // The reason of a termination, the message of a failure.
            return null;
        }
    }

    private static JsonTextReader ReaderOf(string text) =>
        new(new StringReader(text)) { DateParseHandling = DateParseHandling.None };

    // Orchestrators read strict JSON: what is more lenient is written anew.
    private static JsonElement Strict(JToken token, string body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (System.Text.Json.JsonException)
        {
            return Rewritten(token);
        }
    }

    private static JsonElement Rewritten(JToken token)
    {
        try
        {
            return JsonElement.Parse(token.ToString(Formatting.None));
        }
        catch (System.Text.Json.JsonException exception)
        {
            // A comment and nothing else.
            throw new JsonReaderException(exception.Message);
        }
    }
}
