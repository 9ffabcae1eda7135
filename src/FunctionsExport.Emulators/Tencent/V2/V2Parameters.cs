using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace FunctionsExport.Emulators.Tencent.V2;

/// <summary>Reads the parameters of a call as PHP does: those of a GET from its query alone, those of a POST from its body alone.</summary>
internal static class V2Parameters
{
    private const int MaxBody = 1 << 20;

    /// <summary>The decoded parameters; of equal names the last counts.</summary>
    public static async Task<Dictionary<string, string>> ReadAsync(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method))
        {
            return Decode(request.QueryString.Value is [_, .. var query] ? query : "");
        }

        if (!HttpMethods.IsPost(request.Method)
            || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return [];
        }

        if (type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return await ReadPartsAsync(request, HeaderUtilities.RemoveQuotes(type.Boundary).ToString());
        }

        if (!type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        using var reader = new StreamReader(request.Body);
        return Decode(await reader.ReadToEndAsync(request.HttpContext.RequestAborted));
    }

    /// <summary>Decodes <c>name=value&amp;…</c>; a plus sign is a space.</summary>
    public static Dictionary<string, string> Decode(string text)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            parameters[WebUtility.UrlDecode(parts[0])] = parts.Length > 1 ? WebUtility.UrlDecode(parts[1]) : "";
        }

        return parameters;
    }

    private static async Task<Dictionary<string, string>> ReadPartsAsync(HttpRequest request, string boundary)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = new MultipartReader(boundary, request.Body) { BodyLengthLimit = MaxBody };
        while (await reader.ReadNextSectionAsync(request.HttpContext.RequestAborted) is { } section)
        {
            if (section.AsFormDataSection() is { } field)
            {
                parameters[field.Name] = await field.GetValueAsync(request.HttpContext.RequestAborted);
            }
        }

        return parameters;
    }
}
