using System.Text.Json;
using LocalFunctions.DurableTask;
using Microsoft.Data.Sqlite;

namespace LocalFunctions.Engine.Store;

/// <summary>How values are put into columns: times as UTC ticks, structures as JSON.</summary>
internal static class Columns
{
    public static string? Text(this SqliteDataReader reader, int column)
        => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateTime Time(this SqliteDataReader reader, int column)
        => new(reader.GetInt64(column), DateTimeKind.Utc);

    public static DateTime? OptionalTime(this SqliteDataReader reader, int column)
        => reader.IsDBNull(column) ? null : reader.Time(column);

    public static TaskFailureDetails? Failure(this SqliteDataReader reader, int column)
        => reader.IsDBNull(column) ? null : JsonSerializer.Deserialize<TaskFailureDetails>(reader.GetString(column));

    public static Dictionary<string, string>? Tags(this SqliteDataReader reader, int column)
        => reader.IsDBNull(column) ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(reader.GetString(column));

    public static string? From(TaskFailureDetails? failure) => failure is null ? null : JsonSerializer.Serialize(failure);

    public static string? From(IReadOnlyDictionary<string, string>? tags)
        => tags is null or { Count: 0 } ? null : JsonSerializer.Serialize(tags);

    public static object? From(DateTime? time) => time?.Ticks;
}
