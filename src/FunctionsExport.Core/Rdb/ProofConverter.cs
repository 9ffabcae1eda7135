using System.Text.Json;
using System.Text.Json.Serialization;

namespace FunctionsExport.Rdb;

internal sealed class ProofConverter() : JsonStringEnumConverter<Proof>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
