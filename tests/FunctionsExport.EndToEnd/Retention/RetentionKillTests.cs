using System.Globalization;
using FunctionsExport.Catalog;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Retention;

namespace FunctionsExport.EndToEnd.Retention;

/// <summary>A run that is killed at each of its steps, on real Azurite, and the run after it.</summary>
public sealed class RetentionKillTests : IAsyncLifetime
{
    private Azurite _azurite = null!;

    public async Task InitializeAsync() => _azurite = await Azurite.StartAsync();

    public async Task DisposeAsync() => await _azurite.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Next_run_completes_what_a_killed_one_has_begun(bool afterIt)
    {
        for (var at = 1; ; at++)
        {
            var test = await RetentionTest.CreateAsync(_azurite, new RetentionPolicy(KeepLast: 1, KeepFor: null));
            var kept = await test.ExportAsync(daysOld: 1);
            var gone = await test.ExportAsync(daysOld: 20);
            var leftover = RetentionTest.Id(30);
            await test.StageAsync(leftover, "part1.rdb");
            await test.FileAsync(leftover, "part2.rdb");
            await test.StrangerAsync(gone.BlobNameOf("notes.txt"));
            test.Time.Advance(TimeSpan.FromDays(8));

            using var transport = new KillingTransport(at, afterIt);
            try
            {
                await test.ApplyAsync(transport);
            }
            catch (ObjectDisposedException)
            {
                Assert.True(transport.HasKilled);
            }

            await AssertOrderAsync(test, gone);
            await test.ApplyAsync();
            Assert.Equal(
                new[] { kept.ManifestName, kept.BlobNameOf("part1.rdb"), kept.BlobNameOf("part2.rdb"), gone.BlobNameOf("notes.txt") }
                    .Order(StringComparer.Ordinal),
                (await test.ListAsync()).Order(StringComparer.Ordinal));
            if (!transport.HasKilled)
            {
                Assert.True(at > 12, string.Create(CultureInfo.InvariantCulture, $"{at - 1} changes"));
                return;
            }
        }
    }

    [Fact]
    public async Task Two_runs_at_once_do_no_harm()
    {
        var test = await RetentionTest.CreateAsync(_azurite, new RetentionPolicy(KeepLast: 2, KeepFor: null));
        for (var day = 1; day <= 12; day++)
        {
            await test.ExportAsync(day);
        }

        var held = RetentionTest.Id(9);
        await test.Holds.PutAsync(held, "why", _ => Task.FromResult(true), default);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => test.ApplyAsync()));

        var left = (await test.ListAsync()).Where(n => n.EndsWith("manifest.json", StringComparison.Ordinal));
        Assert.Equal(
            new[] { RetentionTest.Id(1), RetentionTest.Id(2), held }.Select(i => i.ManifestName).Order(StringComparer.Ordinal),
            left.Order(StringComparer.Ordinal));
        Assert.Equal(3 * 3 + 1, (await test.ListAsync()).Count);
    }

    /// <summary>While anything of an export is left, so is what comes after it.</summary>
    private static async Task AssertOrderAsync(RetentionTest test, ExportId id)
    {
        var names = await test.ListAsync();
        var files = names.Count(n => n.StartsWith(id.BlobNameOf("part"), StringComparison.Ordinal));
        var manifest = names.Contains(id.ManifestName);
        var tombstone = await test.Tombstones.FindAsync(id, default);
        Assert.True(files == 0 || manifest);
        Assert.True((files == 2 && manifest) || (files == 0 && !manifest) || tombstone?.Phase == TombstonePhase.Deleting);
    }
}
