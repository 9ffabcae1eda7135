using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.EndToEnd.World;
using FunctionsExport.Transfer;

namespace FunctionsExport.EndToEnd.Transfer;

/// <summary>Azurite behind a counter, and the command <c>copy</c> as users run it.</summary>
public sealed class CopyWorld : IAsyncLifetime
{
    private const string Container = "copies";

    private Azurite _azurite = null!;

    internal BlockCounter Counter { get; private set; } = null!;

    private string Connection =>
        _azurite.ConnectionString.Replace(_azurite.Endpoint.Authority, Counter.Authority, StringComparison.Ordinal);

    public async Task InitializeAsync()
    {
        _azurite = await Azurite.StartAsync();
        Counter = await BlockCounter.StartAsync(_azurite.Endpoint);
    }

    public async Task DisposeAsync()
    {
        await Counter.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    internal BlockBlobClient BlobOf(string name) => new(Connection, Container, name);

    /// <summary>Starts a copy in blocks of 1 MiB.</summary>
    internal Task<ChildProcess> StartAsync(string source, string name, params string[] more) => StartAsync(
        ["copy", source, $"{Container}/{name}", "--block", "1", .. more]);

    internal Task<ChildProcess> StartAsync(IReadOnlyList<string> arguments) => ChildProcess.StartAsync(new ChildProcessOptions
    {
        Name = "copy",
        FileName = "dotnet",
        Arguments = [Path.Combine(AppContext.BaseDirectory, "FunctionsExport.Local.dll"), .. arguments],
        Environment = new Dictionary<string, string?> { ["AZURE_STORAGE_CONNECTION_STRING"] = Connection },
    });

    /// <summary>Copies to the end.</summary>
    internal async Task<(int Code, string Output)> RunAsync(string source, string name, params string[] more)
    {
        await using var copy = await StartAsync(source, name, more);
        return await EndAsync(copy);
    }

    internal static async Task<(int Code, string Output)> EndAsync(ChildProcess copy)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var code = await copy.WaitForExitAsync(limit.Token);
        return (code, string.Join('\n', copy.Output));
    }

    /// <summary>How many bytes of the file are staged from its start without a gap.</summary>
    internal async Task<long> StagedAsync(string name)
    {
        await Eventually.HoldsAsync(() => Counter.IsIdle);
        var list = (await BlobOf(name).GetBlockListAsync(BlockListTypes.Uncommitted)).Value.UncommittedBlocks;
        var staged = new StagedBlocks(list.Select(b => (b.Name, b.SizeLong)));
        var blocks = list.Select(b => BlockId.Parse(b.Name)!.Value).OrderBy(b => b.Index).ToList();
        var beginning = blocks.TakeWhile((b, place) => b.Index == place).Sum(b => (long)b.Length);
        Assert.True(staged.FindBeginnings().All(b => b.Length == beginning));
        return beginning;
    }

    /// <summary>The same; 0 as long as there is nothing.</summary>
    internal async Task<long> StagedOrNoneAsync(string name)
    {
        try
        {
            return await StagedAsync(name);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return 0;
        }
    }
}
