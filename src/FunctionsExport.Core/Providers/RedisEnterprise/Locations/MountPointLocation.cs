using System.Text.Json.Nodes;
using FunctionsExport.Configuration;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>
/// A directory that is mounted on every node of the cluster (location type <c>mount_point</c>) and also where this app runs.
/// </summary>
internal sealed class MountPointLocation : IExportLocation
{
    internal const string Type = "mount_point";
    private const string PathKey = "Path";
    private const string LocalPathKey = "LocalPath";

    private readonly string _path;
    private readonly string _localPath;
    private readonly string _pathSetting;
    private readonly string _localPathSetting;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    private MountPointLocation(SettingsReader reader, string path, string localPath, TimeSpan timeout, TimeProvider time)
    {
        _path = path;
        _localPath = localPath;
        _pathSetting = reader.NameOf(PathKey);
        _localPathSetting = reader.NameOf(LocalPathKey);
        _timeout = timeout;
        _time = time;
    }

    /// <inheritdoc/>
    public string Description => $"{Type} {_path}";

    /// <inheritdoc/>
    public string DeniedRemedy =>
        $"Make the directory in {_pathSetting} readable and writable for redislabs:redislabs on every node of the cluster.";

    /// <inheritdoc/>
    public string NotFoundRemedy => $"Mount the directory in {_pathSetting} on every node of the cluster, or correct the path.";

    /// <inheritdoc/>
    public string UnseenRemedy =>
        $"Check that {_localPathSetting} is the directory that every node of the cluster has at {_pathSetting}: with a disk of "
        + "its own, each node writes its shards' files where the others do not see them.";

    /// <summary>Reads the settings of a mount point; null when they have a fault.</summary>
    public static MountPointLocation? Read(SettingsReader reader, TimeSpan timeout, TimeProvider time)
    {
        var path = ReadPath(reader);
        var localPath = reader.Text(LocalPathKey) ?? path;
        var removesAfterFetch = reader.Flag(LocationSettings.RemoveAfterFetchKey, defaultValue: false);
        if (localPath is null)
        {
            return null;
        }

        if (!Path.IsPathFullyQualified(localPath))
        {
            reader.Fault(LocalPathKey, "must be an absolute path: where this app sees the directory that the cluster writes to.");
            return null;
        }

        localPath = Path.TrimEndingDirectorySeparator(Path.GetFullPath(localPath));
        return path is null
            ? null
            : new MountPointLocation(reader, path, localPath, timeout, time) { RemovesAfterFetch = removesAfterFetch };
    }

    /// <inheritdoc/>
    public bool RemovesAfterFetch { get; private init; }

    /// <inheritdoc/>
    public Task<JsonObject> CreateRequestAsync(string? folder, DateTimeOffset deadline, CancellationToken cancellationToken) =>
        Task.FromResult(new JsonObject { ["type"] = Type, ["path"] = _path });

    /// <inheritdoc/>
    public Task<IReadOnlyList<LocatedFile>> ListAsync(string? folder, CancellationToken cancellationToken) =>
        RunAsync(List, cancellationToken);

    /// <inheritdoc/>
    public Task<OpenedFile> OpenAsync(LocatedFile file, FileRange range, CancellationToken cancellationToken) =>
        RunAsync(() => Open(file, range), cancellationToken);

    /// <inheritdoc/>
    public Task RemoveAsync(LocatedFile file, CancellationToken cancellationToken) => RunAsync(
        () =>
        {
            Remove(file);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public string Describe(string? folder, string name) => $"{Type} {_path.TrimEnd('/')}/{name}";

    private static string? ReadPath(SettingsReader reader)
    {
        var path = reader.RequiredText(PathKey, "the absolute path of the directory as the cluster's nodes see it");
        if (path is null)
        {
            return null;
        }

        if (path[0] != '/' || path.Any(char.IsControl) || path.Split('/').Contains("..", StringComparer.Ordinal))
        {
            reader.Fault(PathKey, "must be an absolute path, such as /mnt/exports, as the cluster's nodes see it, without '..'.");
            return null;
        }

        return path.Length > 1 ? path.TrimEnd('/') is { Length: > 0 } trimmed ? trimmed : "/" : path;
    }

    // A dead network mount blocks its caller in the kernel: the work is done aside and given up after a while.
    private async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(work, cancellationToken).WaitAsync(_timeout, _time, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TimeoutException)
        {
            throw new ExportFaultException(DirectoryFaults.From(e, _localPathSetting), innerException: e);
        }
    }

    private IReadOnlyList<LocatedFile> List()
    {
        var files = new List<LocatedFile>();
        foreach (var file in new DirectoryInfo(_localPath).EnumerateFiles("bk*"))
        {
            // Exists is false for a file that has gone meanwhile; its size is of the same look.
            if (file.LinkTarget is null && file.Exists)
            {
                files.Add(new LocatedFile(file.Name, file.Length, Version: VersionOf(file.Length, file.LastWriteTimeUtc)));
            }
        }

        return files;
    }

    private static string VersionOf(long size, DateTime written) => $"{size}-{written.Ticks}";

    private void Remove(LocatedFile file)
    {
        var found = FileOf(file.Name);
        if (!found.Exists)
        {
            return;
        }

        var version = VersionOf(found.Length, found.LastWriteTimeUtc);
        if (found.LinkTarget is not null || found.Length != file.Size || (file.Version is not null && version != file.Version))
        {
            throw LocationFaults.Changed(file.Name);
        }

        found.Delete();
    }

    private FileInfo FileOf(string name)
    {
        if (name != Path.GetFileName(name) || name is "." or "..")
        {
            throw new ArgumentException("A file's name has no path.", nameof(name));
        }

        return new FileInfo(Path.Combine(_localPath, name));
    }

    private OpenedFile Open(LocatedFile listed, FileRange range)
    {
        var file = FileOf(listed.Name);
        if (file.LinkTarget is not null)
        {
            // The cluster writes no links, and one could name any file of this machine.
            throw new UnauthorizedAccessException("The file is a symbolic link.");
        }

        // Sharing everything takes no lock: network file systems may refuse one.
        var options = new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
        };
        var stream = new FileStream(file.FullName, options);
        try
        {
            if (stream.Length != listed.Size)
            {
                throw new ExportFaultException(DirectoryFaults.SizeChanged(listed.Name, listed.Size, stream.Length));
            }

            var version = VersionOf(listed.Size, File.GetLastWriteTimeUtc(stream.SafeFileHandle));
            if (listed.Version is not null && version != listed.Version)
            {
                throw LocationFaults.Changed(listed.Name);
            }

            var offset = range.Version is null || range.Version == version ? range.Offset : 0;
            stream.Seek(offset, SeekOrigin.Begin);
            return new OpenedFile(stream) { Offset = offset, Size = listed.Size, Version = version, HasRanges = true };
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}
