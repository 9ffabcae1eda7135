using System.Text.Json.Serialization;

namespace FunctionsExport.Orchestration;

/// <summary>What became of the request that starts a stage of the provider's export.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StartOutcome>))]
public enum StartOutcome
{
    /// <summary>The provider has accepted it.</summary>
    Accepted,

    /// <summary>It may have been accepted: the provider's state will tell, and it is not sent again.</summary>
    Unsettled,

    /// <summary>There was nothing to ask for in this stage.</summary>
    NothingToStart,
}
