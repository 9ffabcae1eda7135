using System.Text.Json.Serialization;

namespace FunctionsExport.Providers;

/// <summary>Where a provider's export stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProviderState>))]
public enum ProviderState
{
    /// <summary>No export of ours is known to the provider: not begun yet, or its status was reset.</summary>
    Idle,

    /// <summary>The export runs.</summary>
    Exporting,

    /// <summary>What this stage has started is done, and another stage follows.</summary>
    StageDone,

    /// <summary>The export has ended well.</summary>
    Succeeded,

    /// <summary>The export has failed.</summary>
    Failed,
}
