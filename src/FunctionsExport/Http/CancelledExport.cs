using FunctionsExport.Catalog;

namespace FunctionsExport.Http;

/// <summary>The answer to a request to cancel.</summary>
/// <param name="Id">The export's id.</param>
/// <param name="State">Its state when the request came.</param>
/// <param name="Reason">What happens now.</param>
/// <param name="StatusUri">Where its status is; relative to this server.</param>
internal sealed record CancelledExport(string Id, ExportState State, string Reason, string StatusUri);
