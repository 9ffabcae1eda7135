using System.Net;
using FunctionsExport.Catalog;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Retention;
using LocalFunctions.DurableTask.Client;
using Moq;

namespace FunctionsExport.EndToEnd.Retention;

/// <summary>What retention takes and what it leaves, on real Azurite.</summary>
public sealed class RetentionTests : IAsyncLifetime
{
    private static readonly RetentionPolicy LastOne = new(KeepLast: 1, KeepFor: null);

    private Azurite _azurite = null!;

    public async Task InitializeAsync() => _azurite = await Azurite.StartAsync();

    public async Task DisposeAsync() => await _azurite.DisposeAsync();

    [Fact]
    public async Task Without_a_policy_nothing_is_deleted()
    {
        var test = await RetentionTest.CreateAsync(_azurite, policy: null);
        await test.ExportAsync(1);
        await test.ExportAsync(400);
        await test.FileAsync(RetentionTest.Id(500), "part1.rdb");
        test.Time.Advance(TimeSpan.FromDays(8));
        var before = await test.ListAsync();

        Assert.Equal(0, await test.ApplyAsync());

        Assert.Equal(before, await test.ListAsync());
    }

    [Fact]
    public async Task Strangers_blobs_stay_wherever_they_lie()
    {
        var test = await RetentionTest.CreateAsync(_azurite, LastOne);
        await test.ExportAsync(1);
        var gone = await test.ExportAsync(20);
        var leftover = RetentionTest.Id(30);
        await test.FileAsync(leftover, "part1.rdb");
        var elsewhere = RetentionTest.Id(31);
        string[] strangers =
        [
            gone.BlobNameOf("notes.txt"),
            gone.BlobNameOf("deeper/notes.txt"),
            leftover.BlobNameOf("notes.txt"),
            leftover.BlobNameOf("part1.rdb.bak"),
            RetentionTest.Id(32).BlobNameOf("nothing-of-ours.rdb"),
            // Not the place of that id, not an id, another source's.
            $"orders/1999/01/01/{elsewhere}/part1.rdb",
            "orders/1999/01/01/backup/part1.rdb",
            "orders/part1.rdb",
            RetentionTest.Id(33, source: "orders2").BlobNameOf("part1.rdb"),
            "orders2/part1.rdb",
        ];
        foreach (var name in strangers)
        {
            await test.StrangerAsync(name);
        }

        var staged = RetentionTest.Id(34).BlobNameOf("theirs.bin");
        await test.StageAsync(staged, Convert.ToBase64String("00000001"u8));
        await test.StrangerAsync(RetentionTest.Id(35).ManifestName);
        test.Time.Advance(TimeSpan.FromDays(8));

        Assert.Equal(2, await test.ApplyAsync());

        var left = await test.ListAsync();
        Assert.All(strangers, name => Assert.Contains(name, left));
        Assert.Contains(staged, left);
        Assert.Contains(RetentionTest.Id(35).ManifestName, left);
        Assert.DoesNotContain(left, n => n == gone.ManifestName || n.StartsWith(gone.BlobNameOf("part"), StringComparison.Ordinal));
        Assert.DoesNotContain(leftover.BlobNameOf("part1.rdb"), left);
        Assert.Equal(0, await test.ApplyAsync());
    }

    [Fact]
    public async Task Leftovers_stay_while_they_are_young_or_their_export_may_go_on()
    {
        var test = await RetentionTest.CreateAsync(_azurite, LastOne);
        var (left, alive, locked, held) =
            (RetentionTest.Id(30), RetentionTest.Id(31), RetentionTest.Id(32), RetentionTest.Id(33));
        foreach (var id in new[] { left, alive, locked, held })
        {
            await test.FileAsync(id, "part1.rdb");
        }

        test.SetAlive(alive);
        await test.Locks.ReserveAsync(
            RetentionTest.Database, locked.ToString(), (_, _) => Task.FromResult(OwnerState.Ended), default);
        await test.Holds.PutAsync(held, "why", _ => Task.FromResult(true), default);

        Assert.Equal(0, await test.ApplyAsync());
        Assert.Equal(RetentionReason.Unfinished, (await test.DecideAsync(left)).Reason);
        test.Time.Advance(TimeSpan.FromDays(8));
        Assert.Equal(RetentionReason.Leftover, (await test.DecideAsync(left)).Reason);
        Assert.Equal(RetentionReason.Running, (await test.DecideAsync(alive)).Reason);
        Assert.Equal(RetentionReason.Running, (await test.DecideAsync(locked)).Reason);
        Assert.Equal(RetentionReason.Held, (await test.DecideAsync(held)).Reason);
        Assert.Equal(1, await test.ApplyAsync());
        Assert.DoesNotContain(left.BlobNameOf("part1.rdb"), await test.ListAsync());
    }

    [Fact]
    public async Task Export_whose_files_are_gone_or_changed_is_not_taken_for_proven()
    {
        var test = await RetentionTest.CreateAsync(_azurite, LastOne);
        var proven = await test.ExportAsync(3);
        var changed = await test.ExportAsync(2);
        var lost = await test.ExportAsync(1);
        await test.Exports.DeleteBlobAsync(lost.BlobNameOf("part2.rdb"));
        await test.Exports.GetBlobClient(changed.BlobNameOf("part1.rdb")).UploadAsync(BinaryData.FromString("other"), overwrite: true);

        Assert.Equal(RetentionReason.NewestProven, (await test.DecideAsync(proven)).Reason);
        Assert.Equal(RetentionReason.Expired, (await test.DecideAsync(changed)).Reason);
        Assert.Equal(RetentionReason.KeepLast, (await test.DecideAsync(lost)).Reason);
    }

    [Fact]
    public async Task Manifest_is_read_again_only_when_it_is_another_one()
    {
        var test = await RetentionTest.CreateAsync(_azurite, LastOne);
        await test.ExportAsync(1);
        var second = await test.ExportAsync(2);
        using var transport = new KillingTransport(at: 0, afterIt: false);
        var applier = test.Applier(transport);
        async Task<RetentionReason> ReasonAsync() =>
            (await applier.DecideAsync(test.Client.Object, test.Source, LastOne, default))[^1].Reason;

        Assert.Equal(RetentionReason.Expired, await ReasonAsync());
        Assert.Equal(RetentionReason.Expired, await ReasonAsync());
        Assert.Equal(2, transport.ManifestsRead);

        await test.Exports.GetBlobClient(second.ManifestName).UploadAsync(BinaryData.FromString("{}"), overwrite: true);
        Assert.Equal(RetentionReason.Unreadable, await ReasonAsync());
        Assert.Equal(3, transport.ManifestsRead);
    }

    [Fact]
    public async Task Deleted_export_is_unknown_to_the_runtime_too()
    {
        var test = await RetentionTest.CreateAsync(_azurite, LastOne);
        await test.ExportAsync(1);
        var gone = await test.ExportAsync(2);

        Assert.Equal(1, await test.ApplyAsync());

        test.Client.Verify(c => c.PurgeInstanceAsync(gone.ToString(), It.IsAny<CancellationToken>()), Times.Once());
        test.Client.Verify(c => c.PurgeInstanceAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Once());
    }

    [Fact]
    public async Task Export_that_the_runtime_does_not_forget_keeps_its_manifest_until_it_does()
    {
        var test = await RetentionTest.CreateAsync(_azurite, LastOne);
        await test.ExportAsync(1);
        var gone = await test.ExportAsync(2);
        var purge = test.Client.Setup(c => c.PurgeInstanceAsync(gone.ToString(), It.IsAny<CancellationToken>()));
        purge.ThrowsAsync(new InvalidOperationException("The runtime is busy."));
        test.SetEnded(gone);

        Assert.Equal(0, await test.ApplyAsync());
        Assert.Equal([gone.ManifestName], (await test.ListAsync()).Where(b => b.StartsWith(gone.BlobPrefix, StringComparison.Ordinal)));
        Assert.NotNull(await test.Tombstones.FindAsync(gone, default));

        purge.ReturnsAsync(new PurgeResult(1));
        Assert.Equal(1, await test.ApplyAsync());
        Assert.DoesNotContain(gone.ManifestName, await test.ListAsync());
    }

    [Fact]
    public async Task Refused_deletion_is_recorded_and_left_alone_for_ever_longer()
    {
        var test = await RetentionTest.CreateAsync(_azurite, LastOne);
        await test.ExportAsync(1);
        for (var day = 2; day <= 6; day++)
        {
            await test.ExportAsync(day);
        }

        using var transport = new KillingTransport(at: 0, afterIt: false) { Instead = RefuseDeletions };
        await test.ApplyAsync(transport);

        // The oldest three were tried; what is refused to them is refused to the others.
        var tombstone = await test.Tombstones.FindAsync(RetentionTest.Id(6), default);
        Assert.Equal((1, "BlobImmutableDueToPolicy"), (tombstone!.Refusals, tombstone.Refusal));
        Assert.Null(await test.Tombstones.FindAsync(RetentionTest.Id(3), default));
        var changes = transport.Changes.Count;
        var decision = await test.DecideAsync(RetentionTest.Id(6));
        Assert.Equal(RetentionReason.Deleting, decision.Reason);

        test.Time.Advance(TimeSpan.FromMinutes(59));
        await test.ApplyAsync(new KillingTransport(at: 0, afterIt: false) { Instead = RefuseDeletions });
        Assert.Equal(1, (await test.Tombstones.FindAsync(RetentionTest.Id(6), default))!.Refusals);

        test.Time.Advance(TimeSpan.FromMinutes(2));
        await test.ApplyAsync(new KillingTransport(at: 0, afterIt: false) { Instead = RefuseDeletions });
        tombstone = await test.Tombstones.FindAsync(RetentionTest.Id(6), default);
        Assert.Equal(2, tombstone!.Refusals);
        Assert.Equal(test.Time.GetUtcNow().AddHours(2), tombstone.NotBefore);

        test.Time.Advance(TimeSpan.FromDays(1));
        await test.ApplyAsync();
        Assert.Equal(3, (await test.ListAsync()).Count);
    }

    private static HttpResponseMessage? RefuseDeletions(HttpRequestMessage request)
    {
        if (request.Method != HttpMethod.Delete || request.RequestUri!.AbsolutePath.Contains("-state/", StringComparison.Ordinal))
        {
            return null;
        }

        var answer = new HttpResponseMessage(HttpStatusCode.Conflict) { Content = new ByteArrayContent([]) };
        answer.Headers.Add("x-ms-error-code", "BlobImmutableDueToPolicy");
        return answer;
    }
}
