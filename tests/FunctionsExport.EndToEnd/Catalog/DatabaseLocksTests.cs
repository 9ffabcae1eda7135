using System.Globalization;
using Azure.Storage.Blobs;
using FunctionsExport.Catalog;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Providers;

namespace FunctionsExport.EndToEnd.Catalog;

/// <summary>The locks on real Azurite: one owner a database, whoever comes at the same time.</summary>
public sealed class DatabaseLocksTests : IAsyncLifetime
{
    private static readonly DatabaseIdentity Database = new("RedisEnterprise", "https://cluster:9443", "1");

    private readonly SteppedTime _time = new();
    private Azurite _azurite = null!;
    private BlobContainerClient _container = null!;
    private DatabaseLocks _locks = null!;

    public async Task InitializeAsync()
    {
        _azurite = await Azurite.StartAsync();
        _container = new BlobContainerClient(_azurite.ConnectionString, "state");
        await _container.CreateAsync();
        _locks = new DatabaseLocks(_container, _time);
    }

    public async Task DisposeAsync() => await _azurite.DisposeAsync();

    [Fact]
    public async Task Of_thirty_simultaneous_reservations_one_is_granted()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i =>
            ReserveAsync(string.Create(CultureInfo.InvariantCulture, $"export-{i}"), OwnerState.Unknown)));

        var granted = Assert.Single(answers, a => a.Granted);
        Assert.All(answers, a => Assert.Equal(granted.Owner, a.Owner));
    }

    [Fact]
    public async Task Reservation_of_an_unknown_owner_is_taken_over_after_its_time_only()
    {
        await ReserveAsync("first", OwnerState.Unknown);

        Assert.False((await ReserveAsync("second", OwnerState.Unknown)).Granted);
        _time.Advance(TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(1));
        Assert.True((await ReserveAsync("second", OwnerState.Unknown)).Granted);
        await AssertFaultAsync(FaultCodes.Superseded, () => _locks.EnsureOwnedAsync(Database, "first", default));
    }

    [Fact]
    public async Task Lock_of_an_owner_that_is_alive_is_never_taken_over()
    {
        await ReserveAsync("first", OwnerState.Unknown);
        _time.Advance(TimeSpan.FromDays(1));

        Assert.False((await ReserveAsync("second", OwnerState.Alive)).Granted);
    }

    [Fact]
    public async Task Lock_of_an_owner_that_has_ended_is_taken_over_by_one_at_once()
    {
        await ReserveAsync("first", OwnerState.Unknown);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => _locks.ReserveAsync(
            Database,
            string.Create(CultureInfo.InvariantCulture, $"next-{i}"),
            (owner, _) => Task.FromResult(owner == "first" ? OwnerState.Ended : OwnerState.Alive),
            default)));

        Assert.Single(answers, a => a.Granted);
    }

    [Fact]
    public async Task Phase_moves_on_once_and_only_for_the_owner()
    {
        await ReserveAsync("first", OwnerState.Unknown);

        var moves = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => _locks.TryMoveAsync(
            Database, "first", LockPhase.Reserved, LockPhase.Held, string.Create(CultureInfo.InvariantCulture, $"mover-{i}"), default)));

        Assert.Single(moves, moved => moved);
        Assert.Equal(LockPhase.Held, (await _locks.FindAsync(Database, default))!.Phase);
        await AssertFaultAsync(
            FaultCodes.Superseded,
            () => _locks.TryMoveAsync(Database, "second", LockPhase.Held, LockPhase.Posting, "mover", default));
    }

    [Fact]
    public async Task Mark_to_cancel_stops_the_owner_but_not_the_record_of_a_sent_request()
    {
        await ReserveAsync("first", OwnerState.Unknown);
        await _locks.TryMoveAsync(Database, "first", LockPhase.Reserved, LockPhase.Held, "m", default);
        await _locks.TryMoveAsync(Database, "first", LockPhase.Held, LockPhase.Posting, "m", default);

        await _locks.RequestCancelAsync(Database, "first", "Enough.", default);

        await AssertFaultAsync(FaultCodes.Cancelled, () => _locks.EnsureOwnedAsync(Database, "first", default));
        Assert.True(await _locks.TryMoveAsync(Database, "first", LockPhase.Posting, LockPhase.Started, "m", default));
    }

    [Fact]
    public async Task Release_is_the_owners_alone_and_may_be_repeated()
    {
        await ReserveAsync("first", OwnerState.Unknown);

        await _locks.ReleaseAsync(Database, "second", default);
        Assert.Equal("first", (await _locks.FindAsync(Database, default))!.Owner);
        await _locks.ReleaseAsync(Database, "first", default);
        await _locks.ReleaseAsync(Database, "first", default);
        Assert.Null(await _locks.FindAsync(Database, default));
    }

    [Fact]
    public async Task Other_databases_have_other_locks_and_names_are_not_told()
    {
        await ReserveAsync("first", OwnerState.Unknown);
        var other = Database with { Database = "2" };

        Assert.True((await _locks.ReserveAsync(other, "second", Owner(OwnerState.Alive), default)).Granted);
        await foreach (var blob in _container.GetBlobsAsync())
        {
            Assert.DoesNotContain("cluster", blob.Name, StringComparison.Ordinal);
        }
    }

    private Task<Reservation> ReserveAsync(string id, OwnerState owner) => _locks.ReserveAsync(Database, id, Owner(owner), default);

    private static Func<string, CancellationToken, Task<OwnerState>> Owner(OwnerState state) => (_, _) => Task.FromResult(state);

    private static async Task AssertFaultAsync(string code, Func<Task> act) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<ExportFaultException>(act)).Fault.Code);

    private sealed class SteppedTime : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(TimeSpan by) => _now += by;
    }
}
