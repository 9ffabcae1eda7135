using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FunctionsExport.Rdb;
using FunctionsExport.Transfer;
using FunctionsExport.Verification;

namespace FunctionsExport.Verify;

/// <summary>What was found, as one JSON document; its form is in docs/verify.md. Every field is always there.</summary>
internal static class ReportJson
{
    private const int SchemaVersion = 1;

    public static string Format(IEnumerable<VerifiedFile> files, ExitCode exitCode)
    {
        using var content = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(content, options))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteNumber("exitCode", (int)exitCode);
            json.WriteStartArray("files");
            foreach (var file in files)
            {
                Write(json, file);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(content.ToArray());
    }

    private static void Write(Utf8JsonWriter json, VerifiedFile file)
    {
        json.WriteStartObject();
        json.WriteString("file", file.Name);
        json.WriteNumber("exitCode", (int)file.ExitCode);
        json.WriteString("error", file.Error);
        json.WriteString("kind", file.Report?.Kind switch { FileKind.Rdb => "rdb", FileKind.GzipRdb => "rdb.gz", _ => null });
        Write(json, "size", file.Report?.Size);
        Write(json, "gzipMembers", file.Report?.GzipMembers);
        json.WriteString("proof", Camel(file.Report?.Proof ?? Proof.None));
        Write(json, file.Report);
        if (file.Report?.Rdb is { } rdb)
        {
            Write(json, rdb);
        }
        else
        {
            json.WriteNull("rdb");
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FileReport? report)
    {
        if (report?.Fault is not { } fault)
        {
            json.WriteNull("fault");
            return;
        }

        json.WriteStartObject("fault");
        json.WriteString("layer", Camel(fault.Layer));
        json.WriteNumber("offset", fault.Offset);
        json.WriteString("expected", fault.Expected);
        json.WriteString("found", fault.Found);
        json.WriteString("remedy", Remedy.Of(report));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RdbReport rdb)
    {
        json.WriteStartObject("rdb");
        json.WriteString("format", rdb.Format == RdbFormat.None ? null : Camel(rdb.Format));
        Write(json, "version", rdb.Version);
        json.WriteString("serverVersion", RdbMetadata.FactsOf(rdb).ServerVersion);
        json.WriteNumber("size", rdb.Length);
        json.WriteString("checksum", Hex(rdb.Checksum));
        json.WriteString("recordedChecksum", Hex(rdb.RecordedChecksum));
        json.WriteNumber("keys", rdb.Keys);
        json.WriteNumber("keysWithExpiry", rdb.KeysWithExpiry);
        json.WriteStartArray("databases");
        foreach (var database in rdb.Databases)
        {
            Write(json, database);
        }

        json.WriteEndArray();
        Write(json, rdb.BiggestKey);
        json.WriteNumber("functions", rdb.Functions);
        json.WriteStartArray("modules");
        foreach (var module in rdb.Modules)
        {
            json.WriteStringValue(module);
        }

        json.WriteEndArray();
        Write(json, rdb.Unknown);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RdbDatabase database)
    {
        json.WriteStartObject();
        json.WriteNumber("number", database.Number);
        json.WriteNumber("keys", database.Keys);
        json.WriteNumber("keysWithExpiry", database.KeysWithExpiry);
        json.WriteStartObject("keysPerKind");
        foreach (var (kind, keys) in database.KeysPerKind.OrderBy(k => k.Key))
        {
            json.WriteNumber(Camel(kind), keys);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RdbBiggestKey? key)
    {
        if (key is null)
        {
            json.WriteNull("biggestKey");
            return;
        }

        json.WriteStartObject("biggestKey");
        json.WriteNumber("database", key.Database);
        json.WriteString("kind", Camel(key.Kind));
        json.WriteNumber("bytes", key.Bytes);
        Write(json, "elements", key.Elements);
        json.WriteString("name", key.Name);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RdbUnknown? unknown)
    {
        if (unknown is null)
        {
            json.WriteNull("unknown");
            return;
        }

        json.WriteStartObject("unknown");
        json.WriteNumber("offset", unknown.Offset);
        json.WriteString("kind", Camel(unknown.Kind));
        json.WriteNumber("number", unknown.Number);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static string? Hex(ulong? value) => value?.ToString("x16", CultureInfo.InvariantCulture);

    private static string Camel<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
