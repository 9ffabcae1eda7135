using System.Globalization;
using FunctionsExport.Providers.Tencent;
using FunctionsExport.Providers.TencentCrs.Api;
using FunctionsExport.Providers.TencentCrs.Flow;
using FunctionsExport.Providers.TencentCrs.Settings;
using FunctionsExport.Transfer.Sources;

namespace FunctionsExport.Providers.TencentCrs.Backups;

/// <summary>
/// The files of backups. Their addresses are kept in memory alone, used byte for byte as they were given, and asked for again when they
/// have expired.
/// </summary>
internal sealed class BackupDownloads(CrsClient api, TencentCrsSettings settings, BackupFaults faults, TimeProvider time)
    : IDisposable
{
    // An export reads one after the other; more are of earlier exports.
    private const int MostKept = 16;

    // What answers does not say which it is; its API's own refusals are told apart when the new address is asked for.
    private static readonly int[] Expired = [400, 401, 403, 404, 410];

    private readonly HttpClient _http = HttpFileClient.Create();
    private readonly Lock _gate = new();
    private readonly LinkedList<(FileReference Reference, HttpFile File)> _files = new();

    /// <summary>The backup's files: one, as far as is documented.</summary>
    public async Task<IReadOnlyList<ExportedFile>> ListAsync(string backupId, CancellationToken cancellationToken)
    {
        var parts = (await AskAsync(backupId, cancellationToken)).Count;
        return [.. Enumerable.Range(1, parts).Select(part => new ExportedFile(
            NameOf(backupId, part, parts),
            Size: null,
            string.Create(CultureInfo.InvariantCulture, $"Tencent Cloud, {Regions.NameOf(settings.Region)}: backup {backupId} of {settings.RedisId}"),
            part,
            parts,
            Reference: new FileReference(backupId, part, parts).ToJson()))];
    }

    /// <summary>Opens a file.</summary>
    public Task<OpenedFile> OpenAsync(ExportedFile file, FileRange range, CancellationToken cancellationToken) =>
        FileOf(FileReference.Of(file), file.Name).OpenAsync(range, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>A name for a blob, whatever the id is made of.</summary>
    private string NameOf(string backupId, int part, int parts)
    {
        var id = string.Concat(backupId.Select(c => char.IsAsciiLetterOrDigit(c) || c == '-' ? c : '_'));
        var number = parts == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{part}-of-{parts}");
        return $"{settings.RedisId}-{id}{number}.rdb";
    }

    /// <summary>The file, which knows its address; the same one for all who read it, so that they share a new address.</summary>
    private HttpFile FileOf(FileReference reference, string name)
    {
        lock (_gate)
        {
            for (var node = _files.First; node is not null; node = node.Next)
            {
                if (node.Value.Reference == reference)
                {
                    return node.Value.File;
                }
            }

            var options = new HttpFileOptions
            {
                Name = name,
                GetUrl = token => UrlOfAsync(reference, token),
                GetFreshUrl = token => UrlOfAsync(reference, token),
                ExpiredStatuses = Expired,
            };
            var file = new HttpFile(_http, options, time);
            _files.AddLast((reference, file));
            if (_files.Count > MostKept)
            {
                _files.RemoveFirst();
            }

            return file;
        }
    }

    private async ValueTask<Uri> UrlOfAsync(FileReference reference, CancellationToken cancellationToken)
    {
        var urls = await AskAsync(reference.BackupId, cancellationToken);
        if (urls.Count != reference.Parts)
        {
            throw new ExportFaultException(new ExportFault(
                FaultCodes.Incomplete,
                "Tencent Cloud lists another number of files of the backup than before. Start a new export."));
        }

        // As it is, byte for byte: its query is one opaque token, in which + is no blank.
        var asGiven = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        return Uri.TryCreate(urls[reference.Part - 1], asGiven, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new ExportFaultException(new ExportFault(
                FaultCodes.UnexpectedAnswer, "The address of the backup that Tencent Cloud gave is neither http nor https."));
    }

    private async Task<IReadOnlyList<string>> AskAsync(string backupId, CancellationToken cancellationToken)
    {
        var urls = await api.FindUrlsAsync(backupId, cancellationToken)
            ?? throw new ExportFaultException(await RefusalAsync(backupId, cancellationToken));
        var found = urls.For(settings.Network);
        return found.Count > 0 && found.All(u => u.Length > 0)
            ? found
            : throw new ExportFaultException(new ExportFault(
                FaultCodes.DestinationDenied,
                settings.Network == DownloadNetwork.Intranet
                    ? $"Tencent Cloud gave no address of the backup for its own network. Set {settings.NetworkSetting} to Extranet."
                    : $"Tencent Cloud gave no address of the backup for the internet. Run this app in the instance's region, and set "
                        + $"{settings.NetworkSetting} to Intranet."));
    }

    /// <summary>Why a backup's status does not allow its download.</summary>
    private async Task<ExportFault> RefusalAsync(string backupId, CancellationToken cancellationToken)
    {
        var backup = BackupSelection.ById(await api.ListBackupsAsync(cancellationToken), backupId);
        return backup is null ? faults.NotListed(backupId) : BackupPlans.FaultOf(backup);
    }
}
