using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Http;

/// <summary>Reads the body of a request as a JSON object whose fields are all known.</summary>
internal static class JsonBody
{
    public const int MaxBytes = 16 * 1024;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = 8,
        PropertyNameCaseInsensitive = false,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Reads a body: either the body or the problem to answer with.</summary>
    /// <param name="example">A body as it may be, for the problem's text.</param>
    public static async Task<(T? Body, IResult? Problem)> ReadAsync<T>(
        HttpRequest request, string example, CancellationToken cancellationToken)
        where T : class
    {
        if (!request.HasJsonContentType())
        {
            return (null, Problem.UnsupportedMediaType(request.ContentType));
        }

        var buffer = new byte[MaxBytes + 1];
        var length = request.ContentLength > MaxBytes
            ? buffer.Length
            : await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > MaxBytes)
        {
            return (null, Problem.TooLarge(MaxBytes));
        }

        try
        {
            return JsonSerializer.Deserialize<T>(buffer.AsSpan(0, length), Strict) is { } body
                ? (body, null)
                : (null, Malformed(example));
        }
        catch (JsonException e)
        {
            return (null, Problem.BadRequest(
                "malformed-json",
                $"The body is not as expected at byte {e.BytePositionInLine} of line {e.LineNumber + 1}; send a JSON object such as "
                    + $"{example}.",
                FieldOf(e.Path)));
        }
        catch (InvalidOperationException)
        {
            // The reader finds text that is not Unicode only when the text is asked for.
            return (null, Malformed(example));
        }
    }

    private static IResult Malformed(string example) =>
        Problem.BadRequest("malformed-json", $"The body is not as expected; send a JSON object such as {example}.");

    private static string? FieldOf(string? path) => path is null or "$" ? null : path[..Math.Min(path.Length, 60)].TrimStart('$', '.');
}
