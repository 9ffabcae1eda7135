using System.Diagnostics;
using System.Globalization;

namespace Catalogue.Bench;

/// <summary>A filled account with the app over it.</summary>
internal sealed class MeasuredApp(Server server, StorageLog log, string account) : IAsyncDisposable
{
    private const int LargestPage = 200;

    public static async Task<MeasuredApp> StartAsync(string account, string log) =>
        new(await Server.StartAsync(account), new StorageLog(log), account);

    public Task<Figure> GetAsync(string path) => MeasureAsync(async () =>
        (await server.GetAsync(path))["exports"]?.AsArray().Count ?? 0);

    /// <summary>All pages, one after the other, by their tokens: the last one alone, all together, and how many there are.</summary>
    public async Task<(Figure Last, Figure All, int Pages)> WalkAsync()
    {
        var figures = new List<Figure>();
        for (string? token = null; token is not null || figures.Count == 0;)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"api/exports?top={LargestPage}&continuationToken={token}");
            figures.Add(await MeasureAsync(async () =>
            {
                var page = await server.GetAsync(path);
                token = (string?)page["continuationToken"];
                return page["exports"]!.AsArray().Count;
            }));
        }

        var all = new Figure(figures.Sum(f => f.Requests), figures.Sum(f => f.Milliseconds), figures.Sum(f => f.Exports));
        return (figures[^1], all, figures.Count);
    }

    /// <summary>A list of a single blob, asked of the storage itself: what it takes on its own.</summary>
    public Task<Figure> ListOneBlobAsync() => MeasureAsync(async () =>
    {
        var container = new Azure.Storage.Blobs.BlobContainerClient(account, ListApp.Container);
        await foreach (var page in container.GetBlobsAsync().AsPages(pageSizeHint: 1))
        {
            return page.Values.Count;
        }

        return 0;
    });

    public double PeakMemory() => server.PeakMemory();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task<Figure> MeasureAsync(Func<Task<int>> call)
    {
        var before = await log.CountAsync();
        var began = Stopwatch.GetTimestamp();
        var exports = await call();
        var elapsed = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return new Figure(await log.CountAsync() - before, elapsed, exports);
    }
}
