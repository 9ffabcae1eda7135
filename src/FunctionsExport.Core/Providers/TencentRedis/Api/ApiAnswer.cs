using System.Text.Json;

namespace FunctionsExport.Providers.TencentRedis.Api;

/// <summary>What the API has answered: a response, or an error.</summary>
/// <param name="Status">The HTTP status; 200 for the API's errors too.</param>
/// <param name="Date">The server's time when it answered; null when it does not say.</param>
/// <param name="Response">What is in the envelope; null when that holds an error, or is no such envelope.</param>
/// <param name="Error">The error; null when there is none.</param>
internal sealed record ApiAnswer(int Status, DateTimeOffset? Date, JsonElement? Response, ApiError? Error)
{
    private const string Envelope = "Response";

    /// <summary>Reads an answer.</summary>
    public static ApiAnswer Read(int status, DateTimeOffset? date, byte[]? body)
    {
        try
        {
            using var json = JsonDocument.Parse(body ?? []);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return new ApiAnswer(status, date, null, null);
            }

            if (!root.TryGetProperty(Envelope, out var response) || response.ValueKind != JsonValueKind.Object)
            {
                return new ApiAnswer(status, date, null, ApiError.FromLegacy(root));
            }

            var error = ApiError.From(response);
            return error is null
                ? new ApiAnswer(status, date, response.Clone(), null)
                : new ApiAnswer(status, date, null, error);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new ApiAnswer(status, date, null, null);
        }
    }
}
