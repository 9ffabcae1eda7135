using System.Text.Json;
using FunctionsExport.Emulators.RedisEnterprise.Exports;
using FunctionsExport.Emulators.RedisEnterprise.Journal;

namespace FunctionsExport.Emulators.RedisEnterprise.Api;

/// <summary>Reads the body of an export request: <c>export_location</c>, and optionally <c>email_notification</c>.</summary>
internal static class ExportRequest
{
    private const string LocationField = "export_location";
    private const string NotificationField = "email_notification";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The location, or the fault of the body.</summary>
    public static async Task<(ExportLocation? Location, string? Fault)> ReadAsync(HttpRequest request, Cluster cluster)
    {
        if (!IsJson(request))
        {
            return (null, "The header Content-Type must be application/json");
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, Strict, request.HttpContext.RequestAborted);
            return Read(request.HttpContext, document.RootElement, cluster);
        }
        catch (JsonException)
        {
            return (null, "The body is not JSON, or has a name twice");
        }
    }

    /// <summary>Whether the request says that its body is JSON.</summary>
    public static bool IsJson(HttpRequest request) =>
        Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the request has a body.</summary>
    public static bool HasBody(HttpRequest request) =>
        request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;

    private static (ExportLocation? Location, string? Fault) Read(HttpContext context, JsonElement root, Cluster cluster)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return (null, "The body must be an object");
        }

        Gate.Note(context, SafeBody.Of(root));
        foreach (var property in root.EnumerateObject())
        {
            if (property.Name is not (LocationField or NotificationField) && !cluster.Answers.IgnoresUnknownBodyFields)
            {
                return (null, $"{property.Name} is not a field of an export request");
            }
        }

        if (root.TryGetProperty(NotificationField, out var notification)
            && notification.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            return (null, $"{NotificationField} must be true or false");
        }

        if (!root.TryGetProperty(LocationField, out var value))
        {
            return (null, $"{LocationField} is missing");
        }

        if (value.ValueKind == JsonValueKind.Object
            && value.EnumerateObject().Select(field => field.Name)
                .FirstOrDefault(name => !LocationRules.IsKnown(name, cluster.Version)) is { } name)
        {
            return (null, $"{LocationField}.{name} is not a field of this version");
        }

        return ExportLocation.TryRead(value, out var location, out var fault) ? (location, null) : (null, fault);
    }
}
