using System.Text.Json;

namespace FunctionsExport.Providers.TencentRedis.Api;

/// <summary>An error of the API.</summary>
/// <param name="Code">Its code, such as <c>AuthFailure.SignatureFailure</c>.</param>
/// <param name="Message">Its text.</param>
/// <param name="RequestId">The id of the request, by which Tencent Cloud's support finds it.</param>
internal sealed record ApiError(string Code, string? Message, string? RequestId)
{
    /// <summary>Whether the request came at a time that the server does not accept.</summary>
    public bool IsExpired => Code == "AuthFailure.SignatureExpire";

    /// <summary>Whether there were too many requests.</summary>
    public bool IsThrottled => Is("RequestLimitExceeded");

    /// <summary>Whether the code is a given one or below it.</summary>
    public bool Is(string family) =>
        Code.StartsWith(family, StringComparison.Ordinal) && (Code.Length == family.Length || Code[family.Length] == '.');

    /// <summary>The error in an envelope; null when it has none.</summary>
    public static ApiError? From(JsonElement response) =>
        response.TryGetProperty("Error", out var error) && error.ValueKind == JsonValueKind.Object
            ? new ApiError(TextOf(error, "Code") ?? "", TextOf(error, "Message"), TextOf(response, "RequestId"))
            : null;

    /// <summary>
    /// The error in an answer as the API's version 2 writes them, which the hosts of this one give at times: <c>codeDesc</c> holds
    /// what is <c>Code</c> elsewhere. Null when there is none.
    /// </summary>
    public static ApiError? FromLegacy(JsonElement root)
    {
        var code = TextOf(root, "code");
        return code is null or "0" ? null : new ApiError(TextOf(root, "codeDesc") ?? code, TextOf(root, "message"), null);
    }

    private static string? TextOf(JsonElement element, string field)
    {
        if (!element.TryGetProperty(field, out var value) || value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
        {
            return null;
        }

        var text = value.ToString();
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }
}
