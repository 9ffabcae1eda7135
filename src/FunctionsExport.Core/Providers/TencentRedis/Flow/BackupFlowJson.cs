using System.Text.Json.Serialization;

namespace FunctionsExport.Providers.TencentRedis.Flow;

/// <summary>What an export's own records are written as.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PreparedState))]
[JsonSerializable(typeof(PlannedBackup))]
[JsonSerializable(typeof(BackupReceipt))]
internal sealed partial class BackupFlowJson : JsonSerializerContext;
