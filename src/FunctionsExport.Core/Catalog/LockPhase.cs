using System.Text.Json.Serialization;

namespace FunctionsExport.Catalog;

/// <summary>How far the owner of a database's lock has come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LockPhase>))]
public enum LockPhase
{
    /// <summary>Taken for an export that is being scheduled.</summary>
    Reserved,

    /// <summary>The export's orchestration runs and has confirmed it.</summary>
    Held,

    /// <summary>The request that starts the provider's export is about to be sent, or was sent: it is never sent again.</summary>
    Posting,

    /// <summary>The provider has accepted the export.</summary>
    Started,
}
