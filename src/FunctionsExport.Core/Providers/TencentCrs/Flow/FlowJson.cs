using System.Text.Json.Serialization;

namespace FunctionsExport.Providers.TencentCrs.Flow;

/// <summary>Writes and reads what the provider has kept for it while an export runs; none of it is secret.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(PreparedState))]
[JsonSerializable(typeof(StageIntent))]
[JsonSerializable(typeof(StageReceipt))]
[JsonSerializable(typeof(FileReference))]
internal sealed partial class FlowJson : JsonSerializerContext;
