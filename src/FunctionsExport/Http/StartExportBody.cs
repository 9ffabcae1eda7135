using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Http;

/// <summary>The body of <c>POST /exports</c>.</summary>
/// <param name="Source">The name of a configured source.</param>
/// <param name="Fetch">Whether to bring the files to Blob Storage; null for what the source's settings say.</param>
internal sealed record StartExportBody(string Source, bool? Fetch)
{
    public const int MaxBytes = 16 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8 };

    /// <summary>Reads a body: either the body or the problem to answer with.</summary>
    public static async Task<(StartExportBody? Body, IResult? Problem)> ReadAsync(
        HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            return (null, Http.Problem.UnsupportedMediaType(request.ContentType));
        }

        var buffer = new byte[MaxBytes + 1];
        var length = request.ContentLength > MaxBytes
            ? buffer.Length
            : await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > MaxBytes)
        {
            return (null, Http.Problem.TooLarge(MaxBytes));
        }

        if (length == 0)
        {
            return (null, Http.Problem.BadRequest(
                "malformed-json", "The body is empty; send a JSON object such as {\"source\":\"orders\"}."));
        }

        try
        {
            using var json = JsonDocument.Parse(buffer.AsMemory(0, length), Strict);
            return Read(json.RootElement);
        }
        catch (JsonException e)
        {
            return (null, Http.Problem.BadRequest(
                "malformed-json", $"The body is not JSON, at byte {e.BytePositionInLine} of line {e.LineNumber + 1}."));
        }
        catch (InvalidOperationException)
        {
            // The reader finds text that is not Unicode only when the text is asked for.
            return (null, Http.Problem.BadRequest("malformed-json", "The body has text that is not valid Unicode."));
        }
    }

    private static (StartExportBody? Body, IResult? Problem) Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return (null, Http.Problem.BadRequest("wrong-type", "The body must be a JSON object such as {\"source\":\"orders\"}."));
        }

        string? source = null;
        bool? fetch = null;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject())
        {
            if (!names.Add(property.Name))
            {
                return (null, Http.Problem.BadRequest("malformed-json", "The body has a field twice.", Shorten(property.Name)));
            }

            switch (property.Name)
            {
                case "source" when property.Value.ValueKind == JsonValueKind.String:
                    source = property.Value.GetString();
                    break;
                case "source":
                    return (null, Http.Problem.BadRequest("wrong-type", "The field 'source' must be a string.", "source"));
                case "fetch" when property.Value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                    fetch = property.Value.GetBoolean();
                    break;
                case "fetch":
                    return (null, Http.Problem.BadRequest("wrong-type", "The field 'fetch' must be true or false.", "fetch"));
                default:
                    return (null, Http.Problem.BadRequest(
                        "unknown-field",
                        "The body has a field that is not known; the fields are 'source' and 'fetch'.",
                        Shorten(property.Name)));
            }
        }

        return string.IsNullOrEmpty(source)
            ? (null, Http.Problem.BadRequest("missing-field", "The field 'source' is missing; name a configured source.", "source"))
            : (new StartExportBody(source, fetch), null);
    }

    private static string Shorten(string name) => name.Length <= 60 ? name : name[..60] + "…";
}
