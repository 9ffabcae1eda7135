using System.Text.Json;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>Where a cluster writes an export to, and how this app reads it there.</summary>
/// <remarks>A failure is thrown as <see cref="ExportFaultException"/>.</remarks>
internal interface IExportLocation
{
    /// <summary>The kind and the place, for people, without credentials.</summary>
    string Description { get; }

    /// <summary>What to do when the cluster reports <c>no-permission</c>.</summary>
    string DeniedRemedy { get; }

    /// <summary>What to do when the cluster reports <c>wrong-file-path</c>.</summary>
    string NotFoundRemedy { get; }

    /// <summary>What to check when the files of a finished export cannot be seen.</summary>
    string UnseenRemedy { get; }

    /// <summary>Writes the value of <c>export_location</c>, an object.</summary>
    void WriteRequest(Utf8JsonWriter writer);

    /// <summary>Lists the files whose names begin with <c>bk</c>; the order says nothing.</summary>
    Task<IReadOnlyList<LocatedFile>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Opens a file of a known size.</summary>
    Task<OpenedFile> OpenAsync(string name, long size, FileRange range, CancellationToken cancellationToken);

    /// <summary>The place of one file, for people.</summary>
    string Describe(string name);
}
