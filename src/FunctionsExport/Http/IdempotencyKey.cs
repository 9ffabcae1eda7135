using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Http;

/// <summary>The header <c>Idempotency-Key</c> of <c>POST /exports</c>.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    public const int MaxLength = 255;

    /// <summary>The key, null when there is none, or the problem to answer with.</summary>
    public static (string? Key, IResult? Problem) Read(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Header, out var values))
        {
            return (null, null);
        }

        var key = values.Count == 1 ? values[0]! : "";
        return key.Length is >= 1 and <= MaxLength && key.All(c => c is >= '!' and <= '~')
            ? (key, null)
            : (null, Http.Problem.BadRequest(
                "invalid-idempotency-key",
                $"The header {Header} must be given once, with 1 to {MaxLength} visible ASCII characters and no blanks, such as a UUID.",
                Header));
    }
}
