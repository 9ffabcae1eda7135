using System.Text.Json.Nodes;

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

    /// <summary>What must never be shown; the parts of it that a message might repeat by themselves, too.</summary>
    IReadOnlyList<string> Secrets => [];

    /// <summary>Why this app cannot read the location (<see cref="IExportProvider.FetchObstacle"/>); null when it can.</summary>
    string? FetchObstacle => null;

    /// <summary>Whether files are verified where they lie (<see cref="IExportProvider.VerifiesInPlace"/>).</summary>
    bool VerifiesInPlace => false;

    /// <summary>Whether fetched files are removed (<see cref="IExportProvider.RemovesAfterFetch"/>).</summary>
    bool RemovesAfterFetch => false;

    /// <summary>The folder of an export's own, below the location; null where all exports share one.</summary>
    string? FolderOf(string exportId) => null;

    /// <summary>The value of <c>export_location</c>. It holds the credentials.</summary>
    /// <param name="folder">The export's own folder, as <see cref="FolderOf"/> named it.</param>
    /// <param name="deadline">When the export has to be done (UTC): credentials made for it last that long.</param>
    /// <param name="cancellationToken">Ends it before its time.</param>
    Task<JsonObject> CreateRequestAsync(string? folder, DateTimeOffset deadline, CancellationToken cancellationToken);

    /// <summary>
    /// Lists the files whose names begin with <c>bk</c>; the order says nothing. A folder that is not there has no files.
    /// </summary>
    Task<IReadOnlyList<LocatedFile>> ListAsync(string? folder, CancellationToken cancellationToken);

    /// <summary>The same files with their versions, where a listing does not give them by itself.</summary>
    Task<IReadOnlyList<LocatedFile>> IdentifyAsync(IReadOnlyList<LocatedFile> files, CancellationToken cancellationToken) =>
        Task.FromResult(files);

    /// <summary>Opens a file that was listed. One that has changed since is <see cref="FaultCodes.Corrupt"/>.</summary>
    Task<OpenedFile> OpenAsync(LocatedFile file, FileRange range, CancellationToken cancellationToken);

    /// <summary>Removes a file, if it is still the one that was listed (<see cref="IExportProvider.RemoveFileAsync"/>).</summary>
    Task RemoveAsync(LocatedFile file, CancellationToken cancellationToken);

    /// <summary>The place of one file, for people.</summary>
    string Describe(string? folder, string name);
}
