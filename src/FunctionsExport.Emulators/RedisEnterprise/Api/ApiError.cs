using System.Text.Json.Nodes;

namespace FunctionsExport.Emulators.RedisEnterprise.Api;

/// <summary>An error of the API: its status, code and text.</summary>
/// <remarks>
/// The codes are those that the REST API's pages name for like cases; the pages of the export calls name none.
/// </remarks>
internal sealed record ApiError(int Status, string Code, string Text)
{
    public static readonly ApiError Unauthorized =
        new(StatusCodes.Status401Unauthorized, "unauthorized", "Missing or wrong credentials");

    public static readonly ApiError PasswordExpired =
        new(StatusCodes.Status401Unauthorized, "password_expired", "The password has expired and must be changed");

    public static readonly ApiError Forbidden =
        new(StatusCodes.Status403Forbidden, "forbidden", "The user's role does not have the permission");

    public static readonly ApiError UriNotFound =
        new(StatusCodes.Status404NotFound, "not_found", "The requested URI does not exist");

    public static readonly ApiError DatabaseNotFound =
        new(StatusCodes.Status404NotFound, "db_not_found", "Attempting to perform an action on a nonexistent database");

    public static readonly ApiError ActionNotFound =
        new(StatusCodes.Status404NotFound, "action_not_found", "There is no action with this uid");

    public static readonly ApiError UnknownObject =
        new(StatusCodes.Status406NotAcceptable, "unknown_object", "The API has no object with this name");

    public static readonly ApiError DatabaseUnavailable =
        new(StatusCodes.Status503ServiceUnavailable, "bdb_unavailable", "The database's shards do not answer");

    public static readonly ApiError NodeUnavailable = new(
        StatusCodes.Status503ServiceUnavailable,
        "no_quorum",
        "The node is not responding or is not a member of the cluster");

    public static readonly ApiError ModuleCapabilities = new(
        StatusCodes.Status406NotAcceptable,
        "unsupported_module_capabilities",
        "Not all the modules loaded to the database support 'backup_restore' capability");

    public static readonly ApiError Busy =
        new(StatusCodes.Status409Conflict, "busy", "Database is currently busy with another action");

    public static ApiError InvalidSchema(string fault) => new(StatusCodes.Status400BadRequest, "invalid_schema", fault);

    /// <summary>An error of any status.</summary>
    public static ApiError Of(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Unauthorized,
        StatusCodes.Status403Forbidden => Forbidden,
        StatusCodes.Status404NotFound => DatabaseNotFound,
        StatusCodes.Status406NotAcceptable => ModuleCapabilities,
        StatusCodes.Status409Conflict => Busy,
        StatusCodes.Status503ServiceUnavailable => NodeUnavailable,
        _ => new ApiError(status, "internal_error", "The request could not be processed"),
    };

    public async Task WriteAsync(HttpContext context, ErrorBody form)
    {
        context.Response.StatusCode = Status;
        switch (form)
        {
            case ErrorBody.Empty:
                break;
            case ErrorBody.Text:
                context.Response.ContentType = "text/plain";
                await context.Response.WriteAsync(Text);
                break;
            default:
                var key = form == ErrorBody.Message ? "message" : "description";
                await JsonAnswer.WriteAsync(context, new JsonObject { ["error_code"] = Code, [key] = Text });
                break;
        }
    }
}
