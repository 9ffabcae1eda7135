using System.Globalization;

namespace FunctionsExport.Emulators.Processes;

/// <summary>
/// An S3 server, on loopback over HTTP, its data in a temporary folder. Buckets are in the path of an address. It checks
/// signatures of headers and knows <c>If-Match</c>; uploads in signed chunks, and so checksums in trailers, it refuses:
/// clients turn <c>UseChunkEncoding</c> off.
/// </summary>
internal sealed class S3Server : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly TempFolder _data;
    private readonly S3ServerOptions _options;

    private S3Server(ChildProcess process, TempFolder data, S3ServerOptions options, Uri endpoint)
    {
        _process = process;
        _data = data;
        _options = options;
        Endpoint = endpoint;
    }

    /// <summary>Address of the service, <c>http://127.0.0.1:port/</c>.</summary>
    public Uri Endpoint { get; }

    public string AccessKeyId => _options.AccessKeyId;

    public string SecretAccessKey => _options.SecretAccessKey;

    public string DataFolder => _data.FullName;

    public int Pid => _process.Pid;

    /// <summary>Starts the server and waits until it listens.</summary>
    /// <exception cref="ChildProcessException">It is not installed, or did not get ready.</exception>
    public static async Task<S3Server> StartAsync(
        S3ServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new S3ServerOptions();
        var script = ToolFolder.Find("The S3 server", options.Folder, "s3server", "server.js");
        ToolFolder.Find("The S3 server", options.Folder, "s3server", "node_modules/s3rver/package.json");
        var data = new TempFolder("s3server");
        ChildProcess? process = null;
        try
        {
            process = await ChildProcess.StartAsync(Describe(options, script, data));
            var address = await process.WaitForUrlAsync(options.StartTimeout, cancellationToken);
            return new S3Server(process, data, options, address);
        }
        catch
        {
            if (process is not null)
            {
                await process.DisposeAsync();
            }

            data.Dispose();
            throw;
        }
    }

    /// <summary>Kills the server at once, as a crash would.</summary>
    public void KillHard() => _process.KillHard();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _data.Dispose();
    }

    private static ChildProcessOptions Describe(S3ServerOptions options, string script, TempFolder data) => new()
    {
        Name = "The S3 server",
        FileName = "node",
        Arguments = [script, data.FullName, options.Port.ToString(CultureInfo.InvariantCulture)],
        WorkingDirectory = data.FullName,
        Environment = new Dictionary<string, string?>
        {
            ["S3SERVER_KEY"] = options.AccessKeyId,
            ["S3SERVER_SECRET"] = options.SecretAccessKey,
            ["S3SERVER_BUCKETS"] = string.Join(',', options.Buckets),
            ["S3SERVER_LIMIT"] = options.ObjectSizeLimit?.ToString(CultureInfo.InvariantCulture),
        },
    };
}
