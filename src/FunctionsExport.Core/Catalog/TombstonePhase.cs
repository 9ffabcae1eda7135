using System.Text.Json;
using System.Text.Json.Serialization;

namespace FunctionsExport.Catalog;

/// <summary>How far a deletion has come.</summary>
[JsonConverter(typeof(TombstonePhaseConverter))]
public enum TombstonePhase
{
    /// <summary>The export is to be deleted, unless a hold is on it. Nothing is deleted yet.</summary>
    Intended,

    /// <summary>No hold was on it once the intent was written: it is being deleted, and can no longer be held.</summary>
    Deleting,
}

internal sealed class TombstonePhaseConverter()
    : JsonStringEnumConverter<TombstonePhase>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
