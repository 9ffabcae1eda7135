using System.Globalization;

namespace FunctionsExport.Orchestration;

/// <summary>Names that orchestrations and their callers agree on.</summary>
public static class OrchestrationNames
{
    /// <summary>The event that cancels an export; its payload is a text, the reason.</summary>
    public const string CancelEvent = "Cancel";

    /// <summary>What the instance ids of an export's watches begin with.</summary>
    public static string ChildrenOf(string id) => id + ":";

    /// <summary>The instance id of the watch over a stage of an export, the first being 1.</summary>
    public static string MonitorOf(string id, int stage) =>
        stage == 1 ? id + ":monitor" : string.Create(CultureInfo.InvariantCulture, $"{id}:monitor{stage}");

    /// <summary>The instance id of the watch over what a provider still does after its export was given up.</summary>
    public static string DrainOf(string id) => id + ":drain";
}
