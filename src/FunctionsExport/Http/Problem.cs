using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Http;

/// <summary>Error answers: problem documents (RFC 9457) with a stable <c>code</c>.</summary>
internal static class Problem
{
    public static IResult BadRequest(string code, string detail, string? field = null) =>
        Of(StatusCodes.Status400BadRequest, "The request is malformed", code, detail, field is null ? null : ("field", field));

    public static IResult UnsupportedMediaType(string? given) => Of(
        StatusCodes.Status415UnsupportedMediaType,
        "The content type is not supported",
        "unsupported-content-type",
        string.IsNullOrEmpty(given)
            ? "Send the body as application/json; the request names no type."
            : $"Send the body as application/json, not as '{given}'.");

    public static IResult TooLarge(int limit) => Of(
        StatusCodes.Status413PayloadTooLarge,
        "The body is too large",
        "body-too-large",
        string.Create(CultureInfo.InvariantCulture, $"The body may have {limit} bytes."));

    public static IResult UnknownSource(string name) => Of(
        StatusCodes.Status404NotFound,
        "The source is not configured",
        "unknown-source",
        $"There is no source '{name}'; GET /sources lists them.");

    public static IResult FetchNotPossible(string source, string obstacle) => BadRequest(
        "fetch-not-possible", $"For the source '{source}', fetch {obstacle}", "fetch");

    public static IResult UnknownExport() => Of(
        StatusCodes.Status404NotFound,
        "The export is not known",
        "unknown-export",
        "No export has this id. Ids are issued by POST /exports.");

    public static IResult AlreadyEnded(string state) => Of(
        StatusCodes.Status409Conflict,
        "The export has ended",
        "already-ended",
        $"The export is {state}; there is nothing to cancel.");

    public static IResult Busy(string owner, string statusUri) => Of(
        StatusCodes.Status409Conflict,
        "The database is being exported",
        "database-busy",
        $"The export {owner} has this database; see its Location. Start another one when it has ended.",
        ("runningExport", owner),
        ("statusUri", statusUri));

    public static IResult NotHeld() => Of(
        StatusCodes.Status404NotFound,
        "No hold is on the export",
        "not-held",
        "No hold is on an export of this id; PUT puts one on.");

    public static IResult BeingDeleted() => Of(
        StatusCodes.Status409Conflict,
        "The export is being deleted",
        "being-deleted",
        "Retention has begun to delete this export; it cannot be held any more.");

    public static IResult KeyReused() => Of(
        StatusCodes.Status422UnprocessableEntity,
        "The idempotency key stands for another request",
        "idempotency-key-reused",
        "This Idempotency-Key was used with another body in the last 24 hours. Repeat that body, or choose a new key for this one.");

    public static IResult StorageUnavailable(string? errorCode) => Of(
        StatusCodes.Status503ServiceUnavailable,
        "Blob Storage cannot be used",
        "storage-unavailable",
        $"Blob Storage refused or could not be reached ({errorCode ?? "no answer"}). Try again; if it stays, check the destination's "
            + "settings and the app's role on it.");

    public static IResult Internal() => Of(
        StatusCodes.Status500InternalServerError,
        "The app has failed",
        "internal",
        "The request could not be carried out. The app's log has the cause.");

    private static IResult Of(int status, string title, string code, string detail, params (string Name, string Value)?[] more)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code };
        foreach (var (name, value) in more.OfType<(string Name, string Value)>())
        {
            extensions[name] = value;
        }

        return Results.Problem(detail, statusCode: status, title: title, extensions: extensions);
    }
}
