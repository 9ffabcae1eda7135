using System.Globalization;
using Azure.Storage.Sas;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.RedisEnterprise.Exports;

namespace FunctionsExport.EndToEnd.Locations;

/// <summary>A location of a type where exports end in a wanted way, by what the storage itself answers to the cluster.</summary>
internal sealed class OutcomeLocation : IAsyncDisposable
{
    public const string Succeeds = "succeeded";

    // Bytes; a server's own log fits, a shard's file does not.
    private const long SmallLimit = 4096;

    private readonly Stack<IAsyncDisposable> _started = new();
    private readonly TempFolder _folder = new("outcome");

    public StorageServices Storage { get; private set; } = new();

    public Dictionary<string, string?> Settings { get; private set; } = [];

    /// <summary>What happens to the location between the preparation and the start.</summary>
    public Func<Task> BeforeStart { get; private set; } = () => Task.CompletedTask;

    /// <summary>Puts a file of an older export there.</summary>
    public Func<string, Task> LeaveAsync { get; private set; } = _ => Task.CompletedTask;

    public static async Task<OutcomeLocation> StartAsync(string type, string outcome)
    {
        var location = new OutcomeLocation();
        try
        {
            await (type switch
            {
                "url" => location.UseFtpAsync(outcome),
                "sftp" => location.UseSftpAsync(outcome),
                "s3" => location.UseS3Async(outcome),
                "gs" => location.UseGsAsync(outcome),
                "abs" => location.UseAbsAsync(outcome),
                _ => location.UseMountPointAsync(outcome),
            });
            location.Settings["Type"] = type;
            return location;
        }
        catch
        {
            await location.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_started.TryPop(out var started))
        {
            await started.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task UseFtpAsync(string outcome)
    {
        var server = Keep(await Vsftpd.StartAsync(new VsftpdOptions
        {
            Writable = outcome != FailureReasons.NoPermission,
            FileSizeLimit = outcome == FailureReasons.GeneralError ? SmallLimit : null,
        }));
        var folder = server.CreateFolder("exports");
        Settings = new()
        {
            ["Url"] = string.Create(CultureInfo.InvariantCulture, $"ftp://localhost:{server.Port}/exports/"),
            ["Username"] = Vsftpd.User,
            ["Password"] = server.Password,
        };
        LeaveAsync = async name =>
        {
            await LeaveInAsync(folder)(name);
            server.CreateFolder("exports");
        };
        BeforeStart = RemovalOf(folder, outcome);
    }

    private async Task UseSftpAsync(string outcome)
    {
        var server = Keep(await Sshd.StartAsync(
            new SshdOptions { FileSizeLimit = outcome == FailureReasons.GeneralError ? SmallLimit : null }));
        var folder = server.CreateFolder("exports", writable: outcome != FailureReasons.NoPermission);
        Settings = new()
        {
            ["Url"] = string.Create(CultureInfo.InvariantCulture, $"sftp://127.0.0.1:{server.Port}{folder}/"),
            ["Username"] = Sshd.User,
            ["Key"] = server.Key.PrivateKey,
        };
        LeaveAsync = LeaveInAsync(folder);
        BeforeStart = RemovalOf(folder, outcome);
    }

    private async Task UseS3Async(string outcome)
    {
        var server = await S3LocationServer.StartAsync();
        Keep(server);

        // The cluster's own address is that of another store, which knows the key, the bucket or room less well than the app's.
        var other = outcome == Succeeds ? null : Keep(await S3Server.StartAsync(new S3ServerOptions
        {
            SecretAccessKey = outcome == FailureReasons.NoPermission ? "another-secret" : server.Settings["SecretAccessKey"]!,
            Buckets = [outcome == FailureReasons.WrongFilePath ? "elsewhere" : "exports"],
            ObjectSizeLimit = outcome == FailureReasons.GeneralError ? SmallLimit : null,
        }));
        Storage = other is null ? server.Storage : new StorageServices { S3Url = other.Endpoint };
        Settings = server.Settings;
        LeaveAsync = name => server.PutAsync(name, [1, 2, 3]);
    }

    private Task UseGsAsync(string outcome)
    {
        const string key = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0LWtleS1saW5l\n-----END PRIVATE KEY-----\n";
        Storage = new StorageServices
        {
            Gs = new GsRecording
            {
                PrivateKey = outcome == FailureReasons.NoPermission ? "another" : null,
                Buckets = [outcome == FailureReasons.WrongFilePath ? "elsewhere" : "exports"],
                ObjectSizeLimit = outcome == FailureReasons.GeneralError ? SmallLimit : null,
            },
        };
        Settings = new()
        {
            ["BucketName"] = "exports",
            ["ClientId"] = "1",
            ["ClientEmail"] = "exporter@project.example.com",
            ["PrivateKeyId"] = "key-id",
            ["PrivateKey"] = key,
        };
        return Task.CompletedTask;
    }

    private async Task UseAbsAsync(string outcome)
    {
        var server = await AbsLocationServer.StartAsync();
        Keep(server);
        (Storage, Settings) = (server.Storage, server.Settings);
        LeaveAsync = name => server.PutAsync(name, [1, 2, 3]);
        switch (outcome)
        {
            case FailureReasons.NoPermission:
                Settings["AccountKey"] = null;
                Settings["SasToken"] = server.Container.GenerateSasUri(
                    BlobContainerSasPermissions.List | BlobContainerSasPermissions.Read, DateTimeOffset.UtcNow.AddHours(1)).Query;
                break;
            case FailureReasons.WrongFilePath:
                BeforeStart = () => server.Container.DeleteAsync();
                break;
            case FailureReasons.GeneralError:
                Storage = new StorageServices { BlobService = new Uri("http://127.0.0.1:1") };
                break;
        }
    }

    private Task UseMountPointAsync(string outcome)
    {
        Settings = new()
        {
            ["LocalPath"] = _folder.FullName,
            ["Path"] = outcome switch
            {
                // Nobody makes files there, root neither.
                FailureReasons.NoPermission => "/sys",
                FailureReasons.WrongFilePath => _folder.File("nowhere"),
                _ => _folder.FullName,
            },
        };
        LeaveAsync = LeaveInAsync(_folder.FullName);
        return Task.CompletedTask;
    }

    private static Func<string, Task> LeaveInAsync(string folder) =>
        name => File.WriteAllBytesAsync(Path.Combine(folder, name), [1, 2, 3]);

    private static Func<Task> RemovalOf(string folder, string outcome) => () =>
    {
        if (outcome == FailureReasons.WrongFilePath)
        {
            Directory.Delete(folder, recursive: true);
        }

        return Task.CompletedTask;
    };

    private T Keep<T>(T started)
        where T : IAsyncDisposable
    {
        _started.Push(started);
        return started;
    }
}
