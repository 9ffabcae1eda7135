using FunctionsExport.Providers.Tencent;
using FunctionsExport.Providers.TencentRedis.Api;
using FunctionsExport.Providers.TencentRedis.Settings;

namespace FunctionsExport.Providers.TencentRedis.Backups;

/// <summary>
/// The addresses of backups' files. They are kept in memory only, and asked for again when they have expired: once for all who have
/// met the same end.
/// </summary>
internal sealed class BackupAddresses(ApiClient api, TencentRedisSettings settings) : IDisposable
{
    // They are good for 6 hours; an answer is used for less, so that a download seldom begins with one that ends.
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(5);
    private const int MostKept = 8;

    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, (IReadOnlyList<BackupFile> Files, DateTimeOffset At)> _kept = new(StringComparer.Ordinal);

    /// <summary>The files of a backup, asked for now.</summary>
    public async Task<IReadOnlyList<BackupFile>> ListAsync(string backupId, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await AskAsync(backupId, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A file's address.</summary>
    /// <param name="backupId">The backup.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="expired">An address that has expired: another one is asked for unless that has been done.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<Uri> GetAsync(string backupId, string name, Uri? expired, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_kept.TryGetValue(backupId, out var kept) && api.Now - kept.At < Fresh
                && UrlIn(kept.Files, name) is var url && (expired is null || !SameUrl(url, expired)))
            {
                return url;
            }

            return UrlIn(await AskAsync(backupId, cancellationToken), name);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<IReadOnlyList<BackupFile>> AskAsync(string backupId, CancellationToken cancellationToken)
    {
        var answer = await api.GetBackupUrlsAsync(backupId, cancellationToken);
        IReadOnlyList<BackupFile> files;
        try
        {
            files = BackupFileList.Read(answer);
        }
        catch (FormatException e)
        {
            throw Unexpected($"The list of the backup's files cannot be understood: {e.Message}.", e);
        }

        _kept[backupId] = (files, api.Now);
        if (_kept.Count > MostKept)
        {
            _kept.Remove(_kept.MinBy(k => k.Value.At).Key);
        }

        return files;
    }

    private Uri UrlIn(IReadOnlyList<BackupFile> files, string name)
    {
        var file = files.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.Ordinal))
            ?? throw new ExportFaultException(new ExportFault(
                FaultCodes.Incomplete, $"The backup does not list {name} any more. Take the export again."));
        var url = (settings.Network == DownloadNetwork.Intranet ? file.Intranet : file.Extranet) ?? throw NoAddress(name);

        // As it is, byte for byte: it is signed.
        var asGiven = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        return Uri.TryCreate(url, asGiven, out var parsed) && parsed.IsAbsoluteUri && parsed.Scheme is "http" or "https"
            ? parsed
            : throw Unexpected($"The address of {name} is neither http nor https.");
    }

    private ExportFaultException NoAddress(string name) => new(new ExportFault(
        FaultCodes.DestinationDenied,
        settings.Network == DownloadNetwork.Intranet
            ? $"Tencent Cloud gave no address of {name} for its own network. Set {settings.NetworkSetting} to Extranet, or look at the "
                + "instance's download settings for backups in the console."
            : $"Tencent Cloud gave no address of {name} for the internet: the account's download settings for backups allow its own network "
                + $"only. Change them in the console, or run this app there and set {settings.NetworkSetting} to Intranet."));

    private static bool SameUrl(Uri a, Uri b) => string.Equals(a.OriginalString, b.OriginalString, StringComparison.Ordinal);

    private static ExportFaultException Unexpected(string message, Exception? error = null) =>
        new(new ExportFault(FaultCodes.UnexpectedAnswer, message), innerException: error);
}
