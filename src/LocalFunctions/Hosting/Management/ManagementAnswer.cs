using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Newtonsoft.Json;

namespace LocalFunctions.Hosting.Management;

/// <summary>Sends answers of the management API.</summary>
internal static class ManagementAnswer
{
    private const string ContentType = "application/json; charset=utf-8";

    /// <summary>A status without a body.</summary>
    public static Task EmptyAsync(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>A JSON string.</summary>
    public static Task TextAsync(HttpContext http, int status, string text) =>
        JsonAsync(http, status, json => json.WriteValue(text));

    /// <summary>An error with a message.</summary>
    public static Task ErrorAsync(HttpContext http, int status, string message) => JsonAsync(http, status, json =>
    {
        json.WriteStartObject();
        Property(json, "Message", message);
        json.WriteEndObject();
    });

    /// <summary>An error with what brought it about. The stack trace is always empty: it is nobody's business.</summary>
    public static Task ErrorAsync(HttpContext http, int status, string message, string exceptionType, string exceptionMessage) =>
        JsonAsync(http, status, json =>
        {
            json.WriteStartObject();
            Property(json, "Message", message);
            Property(json, "ExceptionMessage", exceptionMessage);
            Property(json, "ExceptionType", exceptionType);
            Property(json, "StackTrace", "");
            json.WriteEndObject();
        });

    /// <summary>A JSON document, with its length.</summary>
    public static async Task JsonAsync(HttpContext http, int status, Action<JsonWriter> write)
    {
        using var body = new MemoryStream();
        Write(body, write);
        Begin(http, status);
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), http.RequestAborted);
    }

    /// <summary>
    /// A JSON array that is sent as it is made: no more than one of its items is in memory. However slowly the caller reads, the
    /// app's stop does not wait for it: the connection is broken then, since the answer is not whole.
    /// </summary>
    public static async Task ArrayAsync<T>(HttpContext http, IEnumerable<T> items, Action<JsonWriter, T> write)
    {
        using var stop = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping
            .UnsafeRegister(_ => http.Abort(), null);
        Begin(http, StatusCodes.Status200OK);
        using var buffer = new MemoryStream();
        buffer.WriteByte((byte)'[');
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst)
            {
                buffer.WriteByte((byte)',');
            }

            isFirst = false;
            Write(buffer, json => write(json, item));
            await SendAsync(http, buffer);
        }

        buffer.WriteByte((byte)']');
        await SendAsync(http, buffer);
    }

    /// <summary>A property with a text, or with null.</summary>
    public static void Property(JsonWriter json, string name, string? value)
    {
        json.WritePropertyName(name);
        json.WriteValue(value);
    }

    private static async Task SendAsync(HttpContext http, MemoryStream buffer)
    {
        await http.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), http.RequestAborted);
        buffer.SetLength(0);
    }

    private static void Begin(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = ContentType;
    }

    private static void Write(MemoryStream stream, Action<JsonWriter> write)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        using var json = new JsonTextWriter(text) { CloseOutput = false };
        write(json);
    }
}
