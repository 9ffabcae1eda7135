using System.Globalization;

namespace FunctionsExport.Emulators.Processes;

/// <summary>Azurite's blob service, on loopback, its data in a temporary folder.</summary>
internal sealed class Azurite : IAsyncDisposable
{
    // The account and key that every Azurite has: https://learn.microsoft.com/azure/storage/common/storage-connect-azurite
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const string Service = "node_modules/azurite/dist/src/blob/main.js";

    private readonly ChildProcess _process;
    private readonly TempFolder _data;

    private Azurite(ChildProcess process, TempFolder data, Uri endpoint)
    {
        _process = process;
        _data = data;
        Endpoint = endpoint;
    }

    /// <summary>Address of the account, <c>http://127.0.0.1:port/devstoreaccount1</c>; <c>https</c> where it has a certificate.</summary>
    public Uri Endpoint { get; }

    public string ConnectionString =>
        $"DefaultEndpointsProtocol={Endpoint.Scheme};AccountName={Account};AccountKey={Key};BlobEndpoint={Endpoint};";

    public int Pid => _process.Pid;

    public string DataFolder => _data.FullName;

    /// <summary>Starts Azurite and waits until it listens.</summary>
    /// <exception cref="ChildProcessException">It is not installed, or did not get ready.</exception>
    public static async Task<Azurite> StartAsync(
        AzuriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new AzuriteOptions();
        var script = ToolFolder.Find("Azurite", options.Folder, "azurite", Service);
        var data = new TempFolder("azurite");
        ChildProcess? process = null;
        try
        {
            process = await ChildProcess.StartAsync(new ChildProcessOptions
            {
                Name = "Azurite",
                FileName = "node",
                Arguments =
                [
                    script, "--blobHost", "127.0.0.1",
                    "--blobPort", options.Port.ToString(CultureInfo.InvariantCulture),
                    "--location", data.FullName, "--skipApiVersionCheck", "--disableTelemetry", "--silent",
                    .. await ProtectAsync(options.Certificate, data, cancellationToken),
                ],
                WorkingDirectory = data.FullName,
            });

            // It names its address twice, first as "starting", with port 0 when it is to choose.
            var line = await process.WaitForLineAsync(
                text => text.Contains("listens on http", StringComparison.Ordinal), options.StartTimeout, cancellationToken);
            var address = line[line.IndexOf("http", StringComparison.Ordinal)..].Trim().TrimEnd('/');
            return new Azurite(process, data, new Uri($"{address}/{Account}"));
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

    /// <summary>Kills Azurite at once, as a crash would.</summary>
    public void KillHard() => _process.KillHard();

    private static async Task<string[]> ProtectAsync(
        LoopbackCertificate? certificate, TempFolder data, CancellationToken cancellationToken)
    {
        if (certificate is null)
        {
            return [];
        }

        await File.WriteAllTextAsync(data.File("certificate.pem"), certificate.Certificate, cancellationToken);
        await File.WriteAllTextAsync(data.File("key.pem"), certificate.PrivateKey, cancellationToken);
        return ["--oauth", "basic", "--cert", data.File("certificate.pem"), "--key", data.File("key.pem")];
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _data.Dispose();
    }
}
