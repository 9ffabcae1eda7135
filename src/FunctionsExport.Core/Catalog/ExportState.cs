using System.Text.Json;
using System.Text.Json.Serialization;

namespace FunctionsExport.Catalog;

/// <summary>Where an export stands, as users see it.</summary>
[JsonConverter(typeof(ExportStateConverter))]
public enum ExportState
{
    /// <summary>Accepted; its orchestration has not begun.</summary>
    Queued,

    /// <summary>The database is being made ready, or is busy with something else.</summary>
    Starting,

    /// <summary>The provider exports.</summary>
    Exporting,

    /// <summary>The files are brought to Blob Storage.</summary>
    Fetching,

    /// <summary>Files are counted and checked, the manifest is written.</summary>
    Verifying,

    /// <summary>The export is complete.</summary>
    Succeeded,

    /// <summary>The export has failed.</summary>
    Failed,

    /// <summary>The export was cancelled on request.</summary>
    Cancelled,

    /// <summary>A scheduled export did not take place, because the database stayed busy.</summary>
    Skipped,
}

internal sealed class ExportStateConverter()
    : JsonStringEnumConverter<ExportState>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
