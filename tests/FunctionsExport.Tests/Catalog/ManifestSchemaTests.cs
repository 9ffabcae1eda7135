using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsExport.Catalog;
using FunctionsExport.Providers;
using FunctionsExport.Rdb;
using FunctionsExport.Tests.Catalog.Support;
using FunctionsExport.Tests.Support;

namespace FunctionsExport.Tests.Catalog;

/// <summary>docs/manifest.schema.json says what manifests are.</summary>
public sealed class ManifestSchemaTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 1, 2, 3, TimeSpan.Zero);
    private static readonly JsonElement Schema = JsonDocument.Parse(Repository.Read("docs", "manifest.schema.json")).RootElement;

    private static readonly Manifest Full = new()
    {
        Id = "orders-20260301T010203Z-00beef",
        Source = "orders",
        Provider = "RedisEnterprise",
        State = ExportState.Failed,
        Reason = "why",
        Trigger = "http",
        Fetch = true,
        AppVersion = "1",
        RequestedAt = At,
        StartedAt = At,
        ExportedAt = At,
        EndedAt = At,
        Phases = [new(ExportState.Queued, At), new(ExportState.Starting, At)],
        Retries = 2,
        Stages = [ManifestStage.Of(new ExportStage(1, At, "{}", """{"task":7}""")), ManifestStage.Of(new ExportStage(2, At, "{}"))],
        Deadline = At,
        Database = new DatabaseSummary("1", "orders-db", "7.2", 5, 1, 4, 3),
        Files =
        [
            new("a", 1, 1, 1, "0-16383", "here", "blob", new string('a', 64), new string('b', 16), Proof.Full, [FileChecks.Length], new(11, "7.2", 9, 3, 1)),
        ],
        Failure = new ExportFault("corrupt", "m", true, TimeSpan.FromSeconds(5), "500", "pm"),
    };

    public static TheoryData<string> Outcomes => ["Succeeded", "Failed", "Cancelled", "Skipped"];

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Manifest_of_each_outcome_is_valid(string state)
    {
        AssertValid(Full with { State = Enum.Parse<ExportState>(state) });
        AssertValid(Full with
        {
            State = Enum.Parse<ExportState>(state),
            Trigger = Manifest.Unknown,
            Reason = null,
            StartedAt = null,
            ExportedAt = null,
            Phases = [],
            Stages = [],
            Database = null,
            Files = [new("a", null, 1, 1, null, "here", null, null, null, Proof.None, [])],
            Failure = null,
        });
    }

    [Fact]
    public void Every_field_has_a_description()
    {
        AssertDescribed(Schema, "$");

        static void AssertDescribed(JsonElement schema, string path)
        {
            Assert.True(schema.TryGetProperty("description", out var text) && text.GetString()!.Length > 5, path);
            if (schema.TryGetProperty("items", out var items))
            {
                AssertDescribed(items, path + "[]");
            }

            if (schema.TryGetProperty("properties", out var properties))
            {
                foreach (var property in properties.EnumerateObject())
                {
                    AssertDescribed(property.Value, $"{path}.{property.Name}");
                }
            }
        }
    }

    [Fact]
    public void Every_field_of_a_manifest_is_in_the_schema_and_no_other()
    {
        AssertSame(typeof(Manifest), Schema, "$");

        static void AssertSame(Type type, JsonElement schema, string path)
        {
            var properties = type.GetProperties();
            Assert.Equal(
                properties.Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Order(StringComparer.Ordinal),
                schema.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
            foreach (var property in properties)
            {
                var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
                var below = schema.GetProperty("properties").GetProperty(name);
                var (inner, innerSchema) = below.TryGetProperty("items", out var items)
                    ? (property.PropertyType.GetGenericArguments()[0], items)
                    : (property.PropertyType, below);
                if (innerSchema.TryGetProperty("properties", out _))
                {
                    AssertSame(inner, innerSchema, $"{path}.{name}");
                }
                else
                {
                    Assert.False(inner is { IsClass: true, Namespace: not "System" }, $"{path}.{name} is not described");
                }
            }
        }
    }

    [Theory]
    [InlineData("state", "\"queued\"")]
    [InlineData("schemaVersion", "2")]
    [InlineData("id", "\"x\"")]
    [InlineData("retries", "-1")]
    [InlineData("endedAt", "\"soon\"")]
    [InlineData("secret", "1")]
    public void Document_that_is_no_manifest_is_not_valid(string field, string value)
    {
        var document = JsonSerializer.SerializeToNode(Full, CatalogJson.Options)!.AsObject();
        document[field] = JsonNode.Parse(value);

        Assert.Single(SchemaCheck.Validate(Schema, JsonSerializer.SerializeToElement(document)));
    }

    [Fact]
    public void Receipt_is_in_the_providers_own_form()
    {
        Assert.Equal(7, Full.Stages[0].Receipt!.Value.GetProperty("task").GetInt32());
        Assert.Null(ManifestStage.Of(new ExportStage(1, At, "{}", "no json")).Receipt);
    }

    private static void AssertValid(Manifest manifest) =>
        Assert.Empty(SchemaCheck.Validate(Schema, JsonSerializer.SerializeToElement(manifest, CatalogJson.Options)));
}
