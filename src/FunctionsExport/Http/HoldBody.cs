using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Http;

/// <summary>The body of <c>PUT /exports/{id}/hold</c>.</summary>
/// <param name="Reason">Why the export is to stay, for people.</param>
internal sealed record HoldBody(string? Reason)
{
    public const string Example = "{\"reason\":\"audit of March\"}";
    public const int MaxReason = 500;

    /// <summary>The problem to answer with; null when there is none.</summary>
    public IResult? Check() => Reason?.Trim() switch
    {
        null or "" => Problem.BadRequest("missing-field", "The field 'reason' is missing; say why the export is to stay.", "reason"),
        { Length: > MaxReason } => Problem.BadRequest(
            "invalid-value", $"The field 'reason' may have {MaxReason} characters.", "reason"),
        _ => null,
    };
}
