using System.Text;
using FunctionsExport.Catalog;
using FunctionsExport.EndToEnd.Catalog.Support;
using FunctionsExport.EndToEnd.Support;

namespace FunctionsExport.EndToEnd.Catalog;

/// <summary>The catalogue listed on real Azurite: newest first over all sources, by pages, from names and metadata.</summary>
public sealed class CatalogListTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private CatalogTest _test = null!;

    public async Task InitializeAsync() => _test = await CatalogTest.StartAsync(azurite);

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task Sources_are_merged_newest_first_across_days_months_and_years(int limit)
    {
        var expected = new List<string>
        {
            await _test.WriteAsync("sessions", "2026-03-01T00:00:00Z"),
            await _test.WriteAsync("orders", "2026-02-28T23:59:59Z", 2),
            await _test.WriteAsync("orders", "2026-02-28T23:59:59Z", 1),
            await _test.WriteAsync("sessions", "2026-02-28T12:00:00Z"),
            await _test.WriteAsync("orders", "2026-02-01T00:00:00Z"),
            await _test.WriteAsync("orders", "2026-01-31T00:00:00Z"),
            await _test.WriteAsync("gone", "2025-12-31T23:59:59Z"),
        };

        Assert.Equal(expected, await _test.ListAsync(new CatalogQuery(), limit));
        Assert.Equal(expected.Where(i => i.StartsWith('o')), await _test.ListAsync(new CatalogQuery("orders"), limit));
    }

    [Fact]
    public async Task State_and_time_select()
    {
        var old = await _test.WriteAsync("orders", "2025-06-01T00:00:00Z", state: ExportState.Failed);
        await _test.WriteAsync("orders", "2026-01-01T00:00:00Z");
        var young = await _test.WriteAsync("orders", "2026-01-02T00:00:00Z", state: ExportState.Failed);

        Assert.Equal([young, old], await _test.ListAsync(new CatalogQuery(State: ExportState.Failed), 10));
        Assert.Equal(
            [young],
            await _test.ListAsync(new CatalogQuery(State: ExportState.Failed, Since: DateTimeOffset.Parse("2026-01-01T00:00:00Z")), 10));
        Assert.Equal(
            [old],
            await _test.ListAsync(new CatalogQuery("orders", ExportState.Failed, Before: new(DateTimeOffset.Parse("2026-01-02T00:00:00Z"), "")), 10));
    }

    [Fact]
    public async Task Exports_that_come_in_between_pages_move_nothing()
    {
        var first = await _test.WriteAsync("orders", "2026-01-01T00:00:02Z");
        var second = await _test.WriteAsync("orders", "2026-01-01T00:00:01Z");
        var page = await _test.Manifests.ListAsync(new CatalogQuery(), 1, default);
        Assert.Equal(first, page.Entries[0].Id.ToString());

        await _test.WriteAsync("orders", "2026-01-01T00:00:03Z");

        Assert.Equal([second], await _test.ListAsync(new CatalogQuery(Before: page.Next), 1));
    }

    [Fact]
    public async Task Blobs_that_are_no_manifests_are_passed_over()
    {
        var id = await _test.WriteAsync("orders", "2026-01-01T00:00:00Z");
        foreach (var name in new[]
        {
            "orders/2026/01/01/orders-20260101T000000Z-ffffff/a.rdb.gz",
            "orders/2026/01/01/orders-20260102T000000Z-ffffff/manifest.json",
            "orders/2026/01/01/sessions-20260101T000000Z-ffffff/manifest.json",
            "orders/2026/13/01/orders-20260101T000000Z-fffff0/manifest.json",
            "orders/latest/manifest.json",
            "Reports/2026/01/01/orders-20260101T000000Z-ffffff/manifest.json",
            "manifest.json",
        })
        {
            await _test.Container.UploadBlobAsync(name, BinaryData.FromString("{}"));
        }

        Assert.Equal([id], await _test.ListAsync(new CatalogQuery(), 10));
    }

    [Fact]
    public async Task Manifest_without_its_metadata_is_read()
    {
        var id = ExportId.Parse(await _test.WriteAsync("orders", "2026-01-01T00:00:00Z", state: ExportState.Failed))!;
        await _test.Container.GetBlobClient(id.ManifestName).SetMetadataAsync(new Dictionary<string, string>());
        await _test.Container.UploadBlobAsync(
            "orders/2026/01/01/orders-20260101T000000Z-ffffff/manifest.json", new MemoryStream(Encoding.UTF8.GetBytes("no json")));

        var page = await _test.Manifests.ListAsync(new CatalogQuery(), 10, default);

        Assert.Equal(ExportState.Failed, Assert.Single(page.Entries).State);
    }

    [Fact]
    public async Task Metadata_carry_what_a_list_shows()
    {
        var id = ExportId.Parse("orders-20260102T030405Z-0a1b2c")!;
        var manifest = CatalogTest.ManifestOf(id, ExportState.Failed) with
        {
            Failure = new("corrupt", "Straße"),
            Files = [new("a", 3, 1, 1, null, "here", null, null, null, Rdb.Proof.None, []), new("b", 4, 2, 2, null, "here", null, null, null, Rdb.Proof.Full, [])],
        };

        await _test.Manifests.WriteAsync(manifest, default);

        var entry = Assert.Single((await _test.Manifests.ListAsync(new CatalogQuery(), 10, default)).Entries);
        Assert.Equal(CatalogEntry.Of(manifest), entry);
        Assert.Equal(("corrupt", 2, 7L, Rdb.Proof.None, true, "http"), (entry.Code, entry.Files, entry.Bytes, entry.Proof, entry.Fetch, entry.Trigger));
    }

    [Fact]
    public async Task Lists_of_small_months_take_few_requests_and_download_nothing()
    {
        for (var day = 1; day <= 20; day++)
        {
            await _test.WriteAsync("orders", $"2026-01-{day:00}T00:00:00Z");
        }

        _test.Requests.Clear();
        await _test.Manifests.ListAsync(new CatalogQuery("orders"), 10, default);
        await _test.Manifests.FindLatestAsync("orders", ExportState.Failed, default);

        Assert.Equal(6, _test.Requests.Count);
        Assert.All(_test.Requests, r => Assert.Contains("comp=list", r, StringComparison.Ordinal));
    }

    [Fact]
    public async Task First_page_takes_as_many_requests_of_a_large_catalogue_as_of_a_small_one()
    {
        async Task WriteDaysAsync(int first, int last)
        {
            for (var day = first; day < last; day++)
            {
                foreach (var source in new[] { "orders", "sessions" })
                {
                    await _test.WriteAsync(source, new DateTime(2026, 1, 31).AddDays(-day).ToString("O"));
                }
            }
        }

        async Task<int> CountAsync()
        {
            _test.Requests.Clear();
            Assert.Equal(30, (await _test.Manifests.ListAsync(new CatalogQuery(), 30, default)).Entries.Count);
            Assert.Equal(2, _test.Requests.Count(r => r.Contains("maxresults=2000", StringComparison.Ordinal)));
            return _test.Requests.Count;
        }

        await WriteDaysAsync(0, 20);
        var small = await CountAsync();
        await WriteDaysAsync(20, 120);

        // The container, the two sources, their year, their month.
        Assert.Equal((7, 7), (small, await CountAsync()));
    }

    [Fact]
    public async Task Many_sources_are_merged()
    {
        var expected = new List<string>();
        for (var number = 0; number < 36; number++)
        {
            var time = new DateTime(2026, 2, 10).AddDays(-number);
            expected.Add(await _test.WriteAsync($"source{number % 12}", time.ToString("O")));
        }

        Assert.Equal(expected, await _test.ListAsync(new CatalogQuery(), 5));
    }

    [Fact]
    public async Task Month_beyond_one_answer_is_read_by_days()
    {
        var expected = new List<string>();
        foreach (var day in new[] { 20, 3, 1 })
        {
            expected.Add(await _test.WriteAsync("orders", $"2026-01-{day:00}T00:00:00Z", 2));
            expected.Add(await _test.WriteAsync("orders", $"2026-01-{day:00}T00:00:00Z", 1));
        }

        var ids = new List<string>();
        for (CatalogPage? page = null; page is null || page.Next is not null;)
        {
            page = await new CatalogWalk(
                _test.Container, _test.Manifests, new CatalogQuery(Before: page?.Next), limit: 3, maxLists: 2, answerSize: 2).ReadAsync(default);
            ids.AddRange(page.Entries.Select(e => e.Id.ToString()));
        }

        Assert.Equal(expected, ids);
    }
}
