using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Catalogue.Bench;

/// <summary>The app as a process of its own, over a filled account.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly HttpClient _http;

    private Server(Process process, DirectoryInfo folder, Uri address)
    {
        _process = process;
        _folder = folder;
        _http = new HttpClient { BaseAddress = address };
    }

    public static async Task<Server> StartAsync(string account)
    {
        var folder = Directory.CreateTempSubdirectory("catalogue");
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["serve", account, folder.FullName])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(ListApp.Listening, StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new Server(process, folder, new Uri(line[ListApp.Listening.Length..]));
            }
        }

        throw new InvalidOperationException("The app has not started.");
    }

    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await _http.GetStringAsync(new Uri(path, UriKind.Relative)))!;

    /// <summary>The most memory that the process has had so far, resident, in MiB.</summary>
    public double PeakMemory()
    {
        const string Name = "VmHWM:";
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith(Name, StringComparison.Ordinal));
        return double.Parse(line[Name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
