using System.Text.Json.Nodes;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FunctionsExport.Configuration;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>A container of Azure Blob Storage (location type <c>abs</c>).</summary>
internal sealed class AbsLocation : IExportLocation
{
    internal const string Type = "abs";
    private const string FilePrefix = "bk";

    private readonly AbsSettings _settings;
    private readonly BlobContainerClient _container;
    private readonly AbsFaults _faults;
    private readonly TimeProvider _time;

    private AbsLocation(AbsSettings settings, BlobServiceClient service, TimeProvider time)
    {
        _settings = settings;
        _container = service.GetBlobContainerClient(settings.Container);
        _faults = new AbsFaults(settings);
        _time = time;
        Service = service;
    }

    /// <inheritdoc/>
    public string Description => $"{Type} {_settings.AccountName}/{_settings.Container}/{_settings.Subdir}".TrimEnd('/');

    /// <inheritdoc/>
    public IReadOnlyList<string> Secrets => _settings.Secrets;

    /// <inheritdoc/>
    public string DeniedRemedy =>
        $"Check the credentials beside {_settings.ContainerSetting}, and that the account's network rules let the cluster's nodes in; a "
        + "SAS needs the permissions create and write at least.";

    /// <inheritdoc/>
    public string NotFoundRemedy => $"Create the container in {_settings.ContainerSetting}, or correct its name or the account's.";

    /// <inheritdoc/>
    public string UnseenRemedy => $"Check that {_settings.BlobServiceUriSetting} is the account that the cluster writes to.";

    /// <inheritdoc/>
    public bool VerifiesInPlace => _settings.InPlace;

    /// <inheritdoc/>
    public bool RemovesAfterFetch => _settings.RemovesAfterFetch;

    private BlobServiceClient Service { get; }

    /// <summary>Reads the settings; null when they have a fault.</summary>
    public static AbsLocation? Read(SettingsReader reader, TimeSpan timeout, TimeProvider time) =>
        AbsSettings.Read(reader) is { } settings ? new AbsLocation(settings, AbsClient.Create(settings, timeout), time) : null;

    /// <inheritdoc/>
    public string? FolderOf(string exportId) => LocationSettings.FolderOf(_settings.Subdir, exportId);

    /// <inheritdoc/>
    public async Task<JsonObject> CreateRequestAsync(string? folder, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var request = new JsonObject
        {
            ["type"] = Type,
            ["container"] = _settings.Container,
            ["account_name"] = _settings.AccountName,
            ["subdir"] = folder,
        };
        if (_settings.Minting is null)
        {
            (string name, string? value) = _settings.AccountKey is null
                ? ("sas_token", _settings.SasToken)
                : ("account_key", _settings.AccountKey);
            request[name] = value;
        }
        else
        {
            var mint = new SasMint(Service, _settings, _time);
            request["sas_token"] = await _faults.RunAsync(() => mint.CreateAsync(deadline, cancellationToken));
        }

        return request;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<LocatedFile>> ListAsync(string? folder, CancellationToken cancellationToken) =>
        _faults.RunAsync(() => ListAllAsync(folder!, cancellationToken));

    /// <inheritdoc/>
    public Task<OpenedFile> OpenAsync(LocatedFile file, FileRange range, CancellationToken cancellationToken) =>
        _faults.RunAsync(() => OpenBlobAsync(file, range, cancellationToken), file.Name);

    /// <inheritdoc/>
    public Task RemoveAsync(LocatedFile file, CancellationToken cancellationToken) =>
        _faults.RunAsync(
            async () => (await BlobOf(file).DeleteIfExistsAsync(
                DeleteSnapshotsOption.IncludeSnapshots, ConditionsOf(file), cancellationToken)).Value,
            file.Name);

    /// <inheritdoc/>
    public string Describe(string? folder, string name) => $"{Type} {_settings.AccountName}/{_settings.Container}/{folder}/{name}";

    private BlobClient BlobOf(LocatedFile file) => _container.GetBlobClient($"{file.Folder}/{file.Name}");

    private static BlobRequestConditions ConditionsOf(LocatedFile file) => new()
    {
        IfMatch = file.Version is null ? null : new ETag(file.Version),
    };

    private async Task<IReadOnlyList<LocatedFile>> ListAllAsync(string folder, CancellationToken cancellationToken)
    {
        var files = new List<LocatedFile>();
        await foreach (var blob in _container.GetBlobsAsync(
            BlobTraits.None, BlobStates.None, prefix: $"{folder}/{FilePrefix}", cancellationToken: cancellationToken))
        {
            var name = blob.Name[(folder.Length + 1)..];
            if (!name.Contains('/', StringComparison.Ordinal))
            {
                files.Add(new LocatedFile(name, blob.Properties.ContentLength ?? 0, folder, blob.Properties.ETag?.ToString("H")));
            }
        }

        return files;
    }

    private async Task<OpenedFile> OpenBlobAsync(LocatedFile file, FileRange range, CancellationToken cancellationToken)
    {
        // The file is read as it was listed or not at all, so bytes from before are of the same version, if of any.
        var offset = range.Version is null || range.Version == file.Version ? range.Offset : 0;
        if (offset == file.Size)
        {
            return Opened(Stream.Null);
        }

        var length = Math.Min(range.Length ?? long.MaxValue, file.Size - offset);
        var answer = (await BlobOf(file).DownloadStreamingAsync(
            new BlobDownloadOptions { Range = new HttpRange(offset, length), Conditions = ConditionsOf(file) },
            cancellationToken)).Value;
        if (answer.Details.ContentLength != length)
        {
            answer.Dispose();
            throw LocationFaults.Changed(file.Name);
        }

        return Opened(new AbsStream(answer));

        OpenedFile Opened(Stream content) =>
            new(content) { Offset = offset, Size = file.Size, Version = file.Version, HasRanges = true };
    }
}
