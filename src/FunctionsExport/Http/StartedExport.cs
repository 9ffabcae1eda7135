using FunctionsExport.Catalog;

namespace FunctionsExport.Http;

/// <summary>The answer to a started export.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">Its source.</param>
/// <param name="State">Its state: queued.</param>
/// <param name="StatusUri">Where its status is; relative to this server.</param>
/// <param name="CancelUri">What to DELETE to cancel it; relative to this server.</param>
internal sealed record StartedExport(string Id, string Source, ExportState State, string StatusUri, string CancelUri);
