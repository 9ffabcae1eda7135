using System.Collections.Concurrent;
using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using FunctionsExport.Catalog;
using FunctionsExport.EndToEnd.Support;

namespace FunctionsExport.EndToEnd.Catalog.Support;

/// <summary>A catalogue on real Azurite, and a count of what is asked of it.</summary>
internal sealed class CatalogTest
{
    private CatalogTest(AzuriteFixture azurite)
    {
        var options = new BlobClientOptions();
        options.AddPolicy(new Recorder(Requests), HttpPipelinePosition.PerCall);
        Container = new BlobContainerClient(azurite.ConnectionString, azurite.NewContainer(), options);
        Manifests = new Manifests(Container);
    }

    public BlobContainerClient Container { get; }

    public Manifests Manifests { get; }

    /// <summary>Every request, as method and query.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<CatalogTest> StartAsync(AzuriteFixture azurite)
    {
        var test = new CatalogTest(azurite);
        await test.Container.CreateAsync();
        return test;
    }

    /// <summary>Writes the manifest of an export, named by its source, its time and a number.</summary>
    public async Task<string> WriteAsync(string source, string time, int number = 0, ExportState state = ExportState.Succeeded)
    {
        var id = new ExportId(
            source,
            DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            number.ToString("x6", CultureInfo.InvariantCulture));
        await Manifests.WriteAsync(ManifestOf(id, state), default);
        return id.ToString();
    }

    public async Task<IReadOnlyList<string>> ListAsync(CatalogQuery query, int limit)
    {
        var ids = new List<string>();
        for (CatalogPage? page = null; page is null || page.Next is not null;)
        {
            page = await Manifests.ListAsync(query with { Before = page?.Next ?? query.Before }, limit, default);
            Assert.True(page.Entries.Count <= limit);
            ids.AddRange(page.Entries.Select(e => e.Id.ToString()));
        }

        return ids;
    }

    public static Manifest ManifestOf(ExportId id, ExportState state) => new()
    {
        Id = id.ToString(),
        Source = id.Source,
        Provider = "RedisEnterprise",
        State = state,
        Trigger = "http",
        Fetch = true,
        AppVersion = "1",
        RequestedAt = id.Time,
        EndedAt = id.Time.AddMinutes(1),
        Deadline = id.Time.AddHours(6),
    };

    private sealed class Recorder(ConcurrentQueue<string> requests) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message) =>
            requests.Enqueue($"{message.Request.Method} {message.Request.Uri.Query}");
    }
}
