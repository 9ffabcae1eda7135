using System.Text.Json.Serialization;

namespace FunctionsExport.Catalog;

/// <summary>How far the owner of a database's lock has come in its stage (<see cref="DatabaseLock.Stage"/>).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LockPhase>))]
public enum LockPhase
{
    /// <summary>Taken for an export that is being scheduled.</summary>
    Reserved,

    /// <summary>The export's orchestration runs and has confirmed it; or the stage's request was refused, and may be sent again.</summary>
    Held,

    /// <summary>The stage's request to the provider is about to be sent, or was sent: it is never sent again.</summary>
    Posting,

    /// <summary>The provider has accepted the stage's request, or the stage had nothing to start.</summary>
    Started,
}
