using System.Text;
using FunctionsExport.Catalog;
using FunctionsExport.Tests.Support;

namespace FunctionsExport.Tests.Catalog;

/// <summary>A hold and a deletion exclude each other, whoever comes first, at the same time too.</summary>
public sealed class HoldsAndTombstonesTests
{
    private static readonly ExportId Id = ExportId.Parse("orders-20260301T010203Z-00beef")!;

    private readonly Holds _holds;
    private readonly Tombstones _tombstones;

    public HoldsAndTombstonesTests()
    {
        _holds = new Holds(Service.Container("exports-state"), TimeProvider.System);
        _tombstones = new Tombstones(Service.Container("exports-state"), TimeProvider.System);
        Service.Put(Id.ManifestName, Encoding.UTF8.GetBytes("{}"), new Dictionary<string, string>());
    }

    public static TheoryData<double> Kills => [0, 0.02, 0.1];

    private BlobServiceStub Service { get; } = new();

    [Fact]
    public async Task Held_export_is_not_deleted()
    {
        Assert.Equal(HoldOutcome.Held, (await HoldAsync("why")).Outcome);

        Assert.Null(await _tombstones.BeginAsync(Id, default));
        Assert.Null(await _tombstones.FindAsync(Id, default));
        Assert.Equal("why", (await _holds.FindAsync(Id, default))!.Reason);
    }

    [Fact]
    public async Task Export_whose_deletion_has_begun_cannot_be_held()
    {
        await _tombstones.BeginAsync(Id, default);

        Assert.Equal((HoldOutcome.Deleting, null), await HoldAsync("why"));
        Assert.Null(await _holds.FindAsync(Id, default));
        Assert.NotNull(await _tombstones.FindAsync(Id, default));
    }

    [Fact]
    public async Task Hold_is_replaced_by_a_repeat_and_taken_off_once()
    {
        var first = (await HoldAsync("why")).Hold!;
        var second = (await HoldAsync("another reason")).Hold!;

        Assert.Equal((first.Since, "another reason"), (second.Since, second.Reason));
        await _holds.RemoveAsync(Id, default);
        await _holds.RemoveAsync(Id, default);
        Assert.Null(await _holds.FindAsync(Id, default));
        Assert.NotNull(await _tombstones.BeginAsync(Id, default));
    }

    [Fact]
    public async Task Hold_on_an_export_that_is_gone_is_taken_back()
    {
        Service.Before = (_, _) => Task.FromResult<HttpResponseMessage?>(null);

        var (outcome, _) = await _holds.PutAsync(Id, "why", _ => Task.FromResult(false), default);

        Assert.Equal(HoldOutcome.Gone, outcome);
        Assert.Null(await _holds.FindAsync(Id, default));
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task Whatever_the_order_an_export_is_never_held_and_deleted(double killed)
    {
        var (held, deleted, kills) = (0, 0, 0);
        for (var seed = 0; seed < 400; seed++)
        {
            var test = new HoldsAndTombstonesTests();
            var turns = new Interleaving(seed, actors: 4, killed);
            test.Service.Before = (_, _) => turns.TakeTurnAsync();

            var outcomes = await turns.RunAsync<object>(
                async () => (await test.HoldAsync("a")).Outcome,
                async () => (await test.HoldAsync("b")).Outcome,
                async () => await test.DeleteAsync(),
                async () => await test.DeleteAsync());

            // Whatever a killed one has left, the next run goes on.
            test.Service.Before = null;
            var last = await test.DeleteAsync();
            var isHeld = outcomes.Contains(HoldOutcome.Held);
            var isThere = test.Service.Find(Id.ManifestName) is not null;
            Assert.False(isHeld && (!isThere || last is not null), $"Seed {seed}: {string.Join(", ", outcomes)}");

            // A put that was killed may leave its hold on an export that is gone; that keeps nothing.
            var hold = await test._holds.FindAsync(Id, default);
            Assert.True(isThere ? hold is not null : hold is null || turns.Kills > 0, $"Seed {seed}: {string.Join(", ", outcomes)}");
            Assert.Null(await test._tombstones.FindAsync(Id, default));
            held += isHeld ? 1 : 0;
            deleted += isThere ? 0 : 1;
            kills += turns.Kills;
        }

        Assert.True(held > 20 && deleted > 20, $"{held} held, {deleted} deleted");
        Assert.Equal(killed > 0, kills > 0);
    }

    private Task<(HoldOutcome Outcome, Hold? Hold)> HoldAsync(string reason) => _holds.PutAsync(
        Id, reason, async token => await Service.Container().GetBlobClient(Id.ManifestName).ExistsAsync(token), default);

    /// <returns>The tombstone, when the export was deleted.</returns>
    private async Task<Tombstone?> DeleteAsync()
    {
        if (await _tombstones.BeginAsync(Id, default) is not { } tombstone)
        {
            return null;
        }

        await Service.Container().GetBlobClient(Id.ManifestName).DeleteIfExistsAsync();
        await _holds.RemoveAsync(Id, default);
        await _tombstones.RemoveAsync(Id, default);
        return tombstone;
    }
}
